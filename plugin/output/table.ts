/** Prints rows under column names the way kubectl does: upper case, three spaces, no lines. */

import type { Paint, PaintTone } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'
import { padEnd, width } from './width.ts'

export type Cell = { readonly text: string; readonly tone?: PaintTone }
export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }

/** The table as text, each line ended. Cells are sanitised here. An empty cell shows as `<none>`. */
export function printTable(table: Table, options: { readonly paint: Paint; readonly headers: boolean }): string {
  const { paint, headers } = options
  const rows = table.rows.map(row => row.map(cell => ({ ...cell, text: sanitiseLine(cell.text) || '<none>' })))
  const widths = table.columns.map((name, column) =>
    Math.max(headers ? width(name) : 0, ...rows.map(row => width(row[column]?.text ?? ''))),
  )
  const lines = rows.map(row =>
    row
      .map((cell, column) => {
        const isLast = column === row.length - 1
        const padding = isLast ? '' : padEnd(cell.text, widths[column] ?? 0).slice(cell.text.length)
        return paint(cell.tone ?? 'plain', cell.text) + padding
      })
      .join('   '),
  )
  const header = table.columns
    .map((name, column) => padEnd(name, widths[column] ?? 0))
    .join('   ')
    .trimEnd()
  return [...(headers ? [paint('strong', header)] : []), ...lines].map(line => `${line}\n`).join('')
}
