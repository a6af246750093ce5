/** A cursor over rows of which some can be gone to, inside a window that follows it. */

import type { KeyBinding, Line } from '../screen.ts'
import { wrapLines } from './wrap-line.ts'

export type CursorRow = { readonly line: Line; readonly goes?: unknown }

export class RowsCursor<R extends CursorRow> {
  #rows: readonly R[] = []
  /** Where the rows stand that can be gone to. */
  #stops: readonly number[] = []
  /** Which of the rows that can be gone to. */
  #at = 0
  #offset = 0
  #height = 1

  /** To be called with the newest rows before anything else is asked. */
  take(rows: readonly R[]): void {
    this.#rows = rows
    this.#stops = rows.flatMap(({ goes }, index) => (goes === undefined ? [] : [index]))
    this.#at = Math.max(0, Math.min(this.#at, this.#stops.length - 1))
  }

  selected(): R | undefined {
    const index = this.#stops[this.#at]
    return index === undefined ? undefined : this.#rows[index]
  }

  window(height: number, columns: number, options: { readonly linear: boolean }): readonly Line[] {
    this.#height = Math.max(1, height)
    const under = this.#stops[this.#at] ?? 0
    const isFirst = this.#at === 0
    // Headings above the first row that can be gone to could not be seen otherwise.
    if (isFirst) this.#offset = 0
    if (under < this.#offset) this.#offset = under
    if (under >= this.#offset + height) this.#offset = under - height + 1
    this.#offset = Math.max(0, Math.min(this.#offset, this.#rows.length - height))
    const seen = this.#rows.slice(this.#offset, this.#offset + height)
    const lines = seen.map(({ line, goes }, index): Line => {
      const isUnder = goes !== undefined && this.#offset + index === under
      if (!isUnder) return line
      return options.linear ? [{ text: '> ', tone: 'strong' }, ...line] : filled(line, columns)
    })
    // Who hears the lines hears all of each.
    return options.linear ? wrapLines(lines, columns).slice(0, height) : lines
  }

  /** `3 of 40`, among those that can be gone to. */
  get position(): string {
    const stops = this.#stops
    return stops.length === 0 ? '' : `${this.#at + 1} of ${stops.length}`
  }

  keys(): readonly KeyBinding[] {
    const move = (keys: readonly string[], does: string, by: () => number): KeyBinding => ({
      keys,
      does,
      group: 'Move',
      run: () => {
        this.#at = Math.max(0, Math.min(this.#stops.length - 1, this.#at + by()))
      },
    })
    return [
      move(['down', 'j'], 'goes down', () => 1),
      move(['up', 'k'], 'goes up', () => -1),
      move(['page-down', 'ctrl-f'], 'goes down a page', () => this.#height),
      move(['page-up', 'ctrl-b'], 'goes up a page', () => -this.#height),
      move(['home', 'g'], 'goes to the first', () => -this.#rows.length),
      move(['end', 'G'], 'goes to the last', () => this.#rows.length),
    ]
  }
}

/** The row under the cursor is marked over its whole width, like in the lists. */
function filled(line: Line, columns: number): Line {
  const marked: Line = line.map(piece => ({ ...piece, look: 'selected' }))
  return [...marked, { text: ' '.repeat(columns), tone: 'plain', look: 'selected' }]
}
