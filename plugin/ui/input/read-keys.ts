/** From what a terminal sends to keys: several in one chunk, sequences cut in two, pastes, and a lone Escape. */

import type { KeyPress } from './key-press.ts'

const escapeCharacter = '\u001b'
const pasteBegins = `${escapeCharacter}[200~`
const pasteEnds = `${escapeCharacter}[201~`
/** Nobody types so much; a paste without an end must not swallow the keyboard for ever. */
const longestPaste = 1_000_000

/** Reads decoded text. What may still become a longer sequence waits for more, or for `flush`. */
export class KeyReader {
  #rest = ''

  /** Whether something waits that `flush` would make a key of. */
  get isWaiting(): boolean {
    return this.#rest !== '' && !this.#rest.startsWith(pasteBegins)
  }

  feed(chunk: string): readonly KeyPress[] {
    this.#rest += chunk
    const presses: KeyPress[] = []
    while (this.#rest !== '') {
      const found = next(this.#rest)
      if (found === undefined) break
      this.#rest = this.#rest.slice(found.length)
      if (found.press !== undefined) presses.push(found.press)
    }
    return presses
  }

  /** Nothing more has come for a while, so an Escape was the key of that name. */
  flush(): readonly KeyPress[] {
    if (!this.isWaiting) return []
    const rest = this.#rest.slice(1)
    this.#rest = ''
    return [{ key: 'esc' }, ...this.feed(rest)]
  }
}

type Found = { readonly length: number; readonly press?: KeyPress }

/** Undefined: it takes more to know. */
function next(text: string): Found | undefined {
  if (!text.startsWith(escapeCharacter)) return plainKey(text)
  if (text.startsWith(pasteBegins)) return paste(text)
  if (text.length === 1) return undefined
  const second = text.charAt(1)
  if (second === '[') return controlSequence(text)
  if (second === 'O') return text.length < 3 ? undefined : { length: 3, ...named(letters[text.charAt(2)]) }
  // Escape twice is the key Escape; the second may begin something else.
  if (second === escapeCharacter) return { length: 1, press: { key: 'esc' } }
  const { length, press } = plainKey(text.slice(1))
  return { length: length + 1, ...(press === undefined ? {} : { press: { key: `alt-${press.key}` } }) }
}

function paste(text: string): Found | undefined {
  const end = text.indexOf(pasteEnds)
  if (end === -1 && text.length < longestPaste) return undefined
  const pasted = text.slice(pasteBegins.length, end === -1 ? undefined : end)
  return {
    length: end === -1 ? text.length : end + pasteEnds.length,
    press: { key: 'paste', text: pasted.replaceAll(/\r\n?/g, '\n') },
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const sequence = /^\u001b\[([0-9;:<=>?]*)([ -/]*)([@-~])/
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const unfinished = /^\u001b\[[0-9;:<=>?]*[ -/]*$/

/** Source: ECMA-48 for the form, xterm for the meanings. */
function controlSequence(text: string): Found | undefined {
  const match = sequence.exec(text)
  if (match === null) return unfinished.test(text) ? undefined : { length: 2 }
  const [whole, parameters = '', , last = ''] = match
  const [first = '', modifier = '1'] = parameters.split(';')
  const name = last === '~' ? numbers[first] : letters[last]
  return { length: whole.length, ...named(name === undefined ? undefined : withModifier(name, Number(modifier))) }
}

function withModifier(name: string, modifier: number): string {
  const bits = Number.isInteger(modifier) && modifier > 0 ? modifier - 1 : 0
  return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 && name !== 'shift-tab' ? 'shift-' : ''}${name}`
}

function named(key: string | undefined): { readonly press?: KeyPress } {
  return key === undefined ? {} : { press: { key } }
}

const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  M: 'enter',
  P: 'f1',
  Z: 'shift-tab',
}

const numbers: Readonly<Record<string, string>> = {
  '1': 'home',
  '2': 'insert',
  '3': 'delete',
  '4': 'end',
  '5': 'page-up',
  '6': 'page-down',
  '7': 'home',
  '8': 'end',
  '11': 'f1',
}

function plainKey(text: string): { readonly length: number; readonly press?: KeyPress } {
  const character = String.fromCodePoint(text.codePointAt(0) ?? 0)
  const code = character.codePointAt(0) ?? 0
  const { length } = character
  if (character === '\r' || character === '\n') return { length, press: { key: 'enter' } }
  if (character === '\t') return { length, press: { key: 'tab' } }
  if (code === 0x7f || code === 8) return { length, press: { key: 'backspace' } }
  if (character === ' ') return { length, press: { key: 'space', text: ' ' } }
  if (code === 0) return { length, press: { key: 'ctrl-space' } }
  if (code <= 0x1a) return { length, press: { key: `ctrl-${String.fromCharCode(code + 0x60)}` } }
  if (code < 0x20 || (code >= 0x80 && code < 0xa0)) return { length }
  return { length, press: { key: character, text: character } }
}
