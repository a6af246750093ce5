/** From frames to what a terminal must be sent: the lines that have changed, each at its place. */

import { displayWidth } from '../output/display-width.ts'

// Source: terminal working group, synchronized output. Terminals that do not know it show the lines one by one.
const begin = '\u001b[?2026h'
const end = '\u001b[?2026l'

export class LineWriter {
  #lines: readonly string[] = []

  /** The screen has been cleared. */
  forget(): void {
    this.#lines = []
  }

  /** Empty when nothing has changed. No lines at all: somebody else has drawn on the screen. */
  write(lines: readonly string[], columns: number): string {
    const text = changedLines(this.#lines, lines, columns)
    this.#lines = lines
    return text === '' ? '' : `${begin}${text}${end}`
  }
}

/** Source: ECMA-48, cursor position and erase in line. A line of the full width has no rest to erase. */
function changedLines(before: readonly string[], now: readonly string[], columns: number): string {
  const rows = Array.from({ length: Math.max(before.length, now.length) }, (_, row) => row)
  return rows
    .filter(row => before[row] !== now[row])
    .map(row => {
      const line = now[row] ?? ''
      return `\u001b[${row + 1};1H${line}${displayWidth(line) < columns ? '\u001b[K' : ''}`
    })
    .join('')
}
