/** Pages of rows, the unit in which databases keep their data on disk. */

import type { BlockDevice } from '../../../ports/index.ts'
import { bodyOffset, newBlock, seal, unseal } from './sealed-block.ts'
import { getRow, putRow, rowBytes, type Sequence } from './sequence.ts'

export const rowsPerPage = 64

/** A page in memory: the last write to each of its rows, and to any of them. */
export type Page = { readonly number: number; newest: number; readonly writes: number[] }

/** Where a page lies, and the kind of block it is. */
export type PagePlace = { readonly device: BlockDevice; readonly block: number; readonly kind: number }

const pageBody = bodyOffset + 24

export function writePageAt({ device, block, kind }: PagePlace, all: Sequence, page: Page): void {
  const view = newBlock(kind)
  view.setFloat64(bodyOffset, page.number, true)
  view.setFloat64(bodyOffset + 8, page.newest, true)
  page.writes.forEach((write, row) => {
    putRow(view, pageBody + row * rowBytes, all.seed, write)
  })
  device.write(block, seal(view))
}

/** `damaged`: its checksum does not fit, or it is another page or another database's. */
export function readPageAt({ device, block, kind }: PagePlace, seed: number, number: number): Page | 'damaged' {
  const view = unseal(device.read(block), kind)
  if (view === 'blank') return { number, newest: 0, writes: new Array<number>(rowsPerPage).fill(0) }
  if (view === 'damaged' || view.getFloat64(bodyOffset, true) !== number) return 'damaged'
  const writes = Array.from({ length: rowsPerPage }, (_, row) => getRow(view, pageBody + row * rowBytes, seed))
  if (writes.includes('damaged')) return 'damaged'
  return { number, newest: view.getFloat64(bodyOffset + 8, true), writes: writes.filter(write => write !== 'damaged') }
}

export const pageOf = (row: number): number => Math.floor(row / rowsPerPage)

/** The page as it must be after the first `upTo` writes. */
export function pageAfter(all: Sequence, number: number, upTo: number): Page {
  const writes = new Array<number>(rowsPerPage)
  let newest = 0
  for (let row = 0; row < rowsPerPage; row++) {
    const write = all.newestIn(number * rowsPerPage + row, upTo)
    writes[row] = write
    if (write > newest) newest = write
  }
  return { number, newest, writes }
}

/**
 * The first page with a row that is not what the last of `upTo` writes left there, and that write: an error that
 * checksums and logs cannot show.
 */
export function firstStale(
  pages: readonly Page[],
  all: Sequence,
  upTo: number,
): { readonly page: Page; readonly due: number } | undefined {
  for (const page of pages)
    for (const [index, write] of page.writes.entries()) {
      const due = all.newestIn(page.number * rowsPerPage + index, upTo)
      if (write !== due) return { page, due }
    }
  return undefined
}
