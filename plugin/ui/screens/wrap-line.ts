/** Breaks toned lines at spaces, so that nothing of a plan is cut off. */

import { width } from '../../output/width.ts'
import type { Line, Piece } from '../screen.ts'

/** Lines of at most `columns`; those after the first begin with `indent` spaces. A word that is too long is broken. */
export function wrapLine(line: Line, columns: number, indent = 0): readonly Line[] {
  if (columns <= indent + 1) return [line]
  const lines: Piece[][] = [[]]
  let used = 0
  const isFresh = () => used === (lines.length === 1 ? 0 : indent)
  const begin = () => {
    trimEnd(lines.at(-1) ?? [])
    lines.push(indent === 0 ? [] : [{ text: ' '.repeat(indent), tone: 'plain' }])
    used = indent
  }
  const put = (text: string, piece: Piece) => {
    const last = lines.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && before.tone === piece.tone && before.look === piece.look)
      last[last.length - 1] = { ...before, text: before.text + text }
    else last?.push({ ...piece, text })
    used += width(text)
  }
  for (const piece of line) {
    for (const word of piece.text.split(/(?<= )(?! )/)) {
      if (!isFresh() && used + width(word.trimEnd()) > columns) begin()
      let rest = word
      while (used + width(rest.trimEnd()) > columns) {
        const fits = fitting(rest, columns - used)
        put(fits, piece)
        rest = rest.slice(fits.length)
        begin()
      }
      if (rest !== '') put(rest, piece)
    }
  }
  return lines
}

/** The space at which a line was broken would count as one column too many. */
function trimEnd(line: Piece[]): void {
  for (let last = line.pop(); last !== undefined; last = line.pop()) {
    const text = last.text.trimEnd()
    if (text === '') continue
    line.push({ ...last, text })
    return
  }
}

/** Each of them, with the indent of its own leading spaces. */
export function wrapLines(lines: readonly Line[], columns: number, hang = 0): readonly Line[] {
  return lines.flatMap(line => wrapLine(line, columns, leading(line) + hang))
}

function leading(line: Line): number {
  return /^ */.exec(line.map(({ text }) => text).join(''))?.[0].length ?? 0
}

/** As many characters as the columns hold, at least one. */
function fitting(text: string, columns: number): string {
  let kept = ''
  let used = 0
  for (const character of text) {
    used += width(character)
    if (used > columns && kept !== '') break
    kept += character
  }
  return kept
}
