/** A line of text that is being typed, with a cursor, as data. */

import type { KeyPress } from './key-press.ts'

/** `at`: how many characters stand before the cursor. */
export type TextField = { readonly text: string; readonly at: number }

export const emptyField: TextField = { text: '', at: 0 }

export function fieldOf(text: string): TextField {
  return { text, at: characters(text).length }
}

/** The field after the key, with the keys of a shell; undefined for a key that does nothing here. */
export function typeInto(field: TextField, { key, text }: KeyPress): TextField | undefined {
  const all = characters(field.text)
  const before = all.slice(0, field.at)
  const after = all.slice(field.at)
  const make = (start: readonly string[], end: readonly string[]): TextField => ({
    text: [...start, ...end].join(''),
    at: start.length,
  })
  switch (key) {
    case 'left':
    case 'ctrl-b':
      return { ...field, at: Math.max(0, field.at - 1) }
    case 'right':
    case 'ctrl-f':
      return { ...field, at: Math.min(all.length, field.at + 1) }
    case 'home':
    case 'ctrl-a':
      return { ...field, at: 0 }
    case 'end':
    case 'ctrl-e':
      return { ...field, at: all.length }
    case 'backspace':
      return make(before.slice(0, -1), after)
    case 'delete':
      return make(before, after.slice(1))
    case 'ctrl-u':
      return make([], after)
    case 'ctrl-k':
      return make(before, [])
    case 'ctrl-w':
      return make(characters(before.join('').replace(/\S+\s*$/, '')), after)
    default:
      if (text === undefined) return undefined
      // A field is one line.
      return make([...before, ...characters(text.replaceAll(/\s+/g, ' '))], after)
  }
}

/** What a cursor steps over at once. */
function characters(text: string): readonly string[] {
  return [...text]
}
