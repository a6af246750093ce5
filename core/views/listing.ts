/** Objects of one kind as rows under column names, as `get` shows them. */

import type { Instant } from '../base/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { listingColumns } from './listing-columns.ts'
import { age } from './moment.ts'

export type ListingColumn = {
  readonly name: string
  /** Shown only where there is room for more. */
  readonly wide?: true
  readonly cell: (object: KubeObject, now: Instant) => Cell
}

export type Listing = {
  readonly columns: readonly { readonly name: string; readonly wide: boolean }[]
  readonly rows: readonly { readonly object: KubeObject; readonly cells: readonly Cell[] }[]
}

const nameColumn: ListingColumn = { name: 'NAME', cell: ({ metadata }) => cell(metadata.name) }
const namespaceColumn: ListingColumn = { name: 'NAMESPACE', cell: ({ metadata }) => cell(metadata.namespace) }
const ageColumn: ListingColumn = {
  name: 'AGE',
  cell: ({ metadata }, now) => cell(age(metadata.creationTimestamp, now)),
}

/** The kind's own columns stand between name and age; a kind that we do not know has none. */
export function listing(
  kind: string,
  objects: readonly KubeObject[],
  options: { readonly now: Instant; readonly withNamespace: boolean },
): Listing {
  const columns = [
    ...(options.withNamespace ? [namespaceColumn] : []),
    nameColumn,
    ...(Object.hasOwn(listingColumns, kind) ? (listingColumns[kind] ?? []) : []),
    ageColumn,
  ]
  return {
    columns: columns.map(({ name, wide }) => ({ name, wide: wide === true })),
    rows: objects.map(object => ({ object, cells: columns.map(column => column.cell(object, options.now)) })),
  }
}
