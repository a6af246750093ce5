/**
 * The writes of an application: numbered from 1, each into one row. Which row, and what it holds, follows from the seed,
 * so that the right content after any number of writes is known without remembering them.
 */

import { drawBetween } from '../../../base/index.ts'

export type Sequence = {
  readonly seed: number
  readonly rows: number
  /** The row that a write goes to. Over every `rows` writes each row is written once, in an order that looks like chance. */
  rowOf(write: number): number
  /** The last write into the row among the first `upTo` writes, or 0 when there is none. */
  newestIn(row: number, upTo: number): number
}

/** `rows` is a power of two. */
export function sequence(seed: number, rows: number): Sequence {
  // An odd stride visits every row; one near the golden section scatters neighbouring writes over all pages.
  const stride = (Math.floor(rows * 0.618) + drawBetween(0, rows >> 3, seed, 1)) | 1
  const offset = drawBetween(0, rows - 1, seed, 2)
  const inverse = inverseOf(stride)
  const mask = rows - 1
  return {
    seed,
    rows,
    rowOf: write => (Math.imul(stride, write % rows) + offset) & mask,
    newestIn: (row, upTo) => {
      const residue = Math.imul(inverse, row - offset) & mask
      const behind = (((upTo - residue) % rows) + rows) % rows
      return Math.max(0, upTo - behind)
    },
  }
}

/** Bytes of a row: the number of the write and words that follow from it. */
export const rowBytes = 32

export function putRow(view: DataView, offset: number, seed: number, write: number): void {
  view.setFloat64(offset, write, true)
  for (let word = 0; word < 6; word++) view.setUint32(offset + 8 + 4 * word, contentOf(seed, write, word), true)
}

/** The write a row holds, 0 when it never held one, or `damaged` when its words belong to another write or database. */
export function getRow(view: DataView, offset: number, seed: number): number | 'damaged' {
  const write = view.getFloat64(offset, true)
  for (let word = 0; word < 6; word++)
    if (view.getUint32(offset + 8 + 4 * word, true) !== contentOf(seed, write, word)) return 'damaged'
  return write
}

function contentOf(seed: number, write: number, word: number): number {
  if (write === 0) return 0
  let mixed = Math.imul(seed ^ (write >>> 0), 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

/** The inverse modulo every power of two up to 2^32, by Newton's iteration. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let bits = 3; bits < 32; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}
