/** Objects of one kind as the rows of a table, with the columns that the user asked for. */

import type { Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { type Listing, listing } from '@pxsnap/core/views'
import type { CustomColumn } from './custom-columns.ts'
import type { Cell, Table } from './table.ts'

export type TableWish = {
  readonly now: Instant
  readonly wide: boolean
  readonly withNamespace: boolean
  /** Names as `kind/name`, where tables of several kinds follow each other. */
  readonly prefixed: boolean
  readonly showLabels: boolean
  /** Labels that get a column of their own. */
  readonly labelColumns: readonly string[]
}

export function objectTable(kind: string, objects: readonly KubeObject[], wish: TableWish): Table {
  const rows = listing(kind, objects, wish)
  const shown = rows.columns.flatMap(({ wide }, index) => (wide && !wish.wide ? [] : [index]))
  const name = rows.columns.findIndex(column => column.name === 'NAME')
  const cell = (row: Listing['rows'][number], index: number): Cell => {
    const found = row.cells[index] ?? { text: '' }
    return wish.prefixed && index === name ? { ...found, text: `${kind.toLowerCase()}/${found.text}` } : found
  }
  return {
    columns: [
      ...shown.map(index => rows.columns[index]?.name ?? ''),
      ...wish.labelColumns.map(label => (label.split('/').at(-1) ?? label).toUpperCase()),
      ...(wish.showLabels ? ['LABELS'] : []),
    ],
    rows: rows.rows.map(row => [
      ...shown.map(index => cell(row, index)),
      ...wish.labelColumns.map(label => ({ text: row.object.metadata.labels?.[label] ?? '' })),
      ...(wish.showLabels ? [{ text: labelsOf(row.object) }] : []),
    ]),
  }
}

export function customTable(columns: readonly CustomColumn[], objects: readonly KubeObject[]): Table {
  return {
    columns: columns.map(({ name }) => name),
    rows: objects.map(object => columns.map(({ cell }) => ({ text: cell(object) }))),
  }
}

function labelsOf({ metadata }: KubeObject): string {
  return Object.entries(metadata.labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',')
}
