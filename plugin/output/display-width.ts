/**
 * How many columns a terminal gives to a text. Stands in for the package string-width everywhere in the bundle, Ink
 * included: that one compiles expressions over all emoji sequences when it is loaded, which takes longer than `lint`.
 * A test holds the two together.
 */

const ascii = /^[\x20-\x7e]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const escapeSequences = /\u001b\[[0-9;:?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g
const invisible =
  /[\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u
const emoji = /\p{Emoji_Presentation}/u
const mayBeEmoji = /\p{Extended_Pictographic}|[0-9#*]/u
const joiner = 0x200d
const emojiStyle = 0xfe0f

/** Escape sequences and invisible characters count nothing, wide characters and emoji two. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  const plain = text.includes('\u001b') ? text.replace(escapeSequences, '') : text
  let total = 0
  let previous = { character: '', width: 0 }
  let joined = false
  for (const character of plain) {
    const code = character.codePointAt(0) ?? 0
    if (code === joiner) {
      joined = previous.width === 2
      continue
    }
    if (code === emojiStyle) {
      if (previous.width === 1 && mayBeEmoji.test(previous.character)) {
        total += 1
        previous = { ...previous, width: 2 }
      }
      continue
    }
    const isSecondOfFlag = isRegional(code) && isRegional(previous.character.codePointAt(0) ?? 0)
    const isSkinTone = code >= 0x1f3fb && code <= 0x1f3ff && previous.width === 2
    const width = joined || isSecondOfFlag || isSkinTone ? 0 : widthOf(character, code)
    joined = false
    total += width
    // The third of three regional letters begins a new flag.
    if (width > 0) previous = { character, width }
    else if (isSecondOfFlag) previous = { character: '', width: 0 }
  }
  return total
}

function widthOf(character: string, code: number): number {
  if (code >= 0x20 && code <= 0x7e) return 1
  if (invisible.test(character)) return 0
  return isWide(code) || isRegional(code) || emoji.test(character) ? 2 : 1
}

function isRegional(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff
}

/** Unicode, East Asian Width W and F, without the emoji that have their own test. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4dc0, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
]

function isWide(code: number): boolean {
  return code >= 0x1100 && wideRanges.some(([first, last]) => code >= first && code <= last)
}
