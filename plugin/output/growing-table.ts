/** A table whose rows come one after the other: what is printed stays, so columns only ever become wider. */

import type { Paint } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'
import type { Cell, Table } from './table.ts'
import { padEnd, width } from './width.ts'

export type GrowingTable = { print(table: Table): string }

/** The line of names comes with the first rows. */
export function growingTable(options: { readonly paint: Paint; readonly headers: boolean }): GrowingTable {
  const { paint, headers } = options
  const widths: number[] = []
  let begun = false
  const line = (cells: readonly Cell[]) =>
    `${cells
      .map((cell, column) => {
        const padding =
          column === cells.length - 1 ? '' : padEnd(cell.text, widths[column] ?? 0).slice(cell.text.length)
        return paint(cell.tone ?? 'plain', cell.text) + padding
      })
      .join('   ')}\n`
  return {
    print: table => {
      if (table.rows.length === 0) return ''
      const head: readonly Cell[] = table.columns.map(text => ({ text, tone: 'strong' }))
      const rows = table.rows.map(row => row.map(cell => ({ ...cell, text: sanitiseLine(cell.text) || '<none>' })))
      for (const row of headers && !begun ? [head, ...rows] : rows) {
        for (const [column, { text }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(text))
      }
      const lines = headers && !begun ? [head, ...rows] : rows
      begun = true
      return lines.map(line).join('')
    },
  }
}
