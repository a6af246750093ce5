/** Characters that a reader does not see, or that show another order than what is run. */

import type { TextRange } from './text-edit.ts'

export type StrangeCharacter = { readonly is: 'control' | 'hidden'; readonly range: TextRange; readonly name: string }

const maxReported = 5

/** The first few of them. */
export function strangeCharacters(text: string): readonly StrangeCharacter[] {
  if (!strange.test(text)) return []
  const found: StrangeCharacter[] = []
  for (const match of text.matchAll(everyStrange)) {
    const code = match[0].charCodeAt(0)
    const is = code < 0xa0 && code !== 0x85 ? 'control' : 'hidden'
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    found.push({ is, range: { start: match.index, end: match.index + 1 }, name })
    if (found.length === maxReported) break
  }
  return found
}

/** Whether the text is no text at all. */
export function isBinary(text: string): boolean {
  return text.includes('\u0000')
}

// Controls but tab, line feed and carriage return; zero-width spaces; directional marks and overrides; a byte order
// mark that is not at the start. Joiners (U+200C, U+200D) are left alone, because some scripts need them.
const set =
  '[\\u0001-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2028\\u2029\\u2060-\\u2069\\uFEFF]'
const strange = new RegExp(set)
const everyStrange = new RegExp(set, 'g')
