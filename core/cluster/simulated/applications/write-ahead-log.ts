/** A ring of log records on a volume: MySQL's redo log, MongoDB's journal, Cassandra's commit log. */

import { type BlockDevice, blockSizeBytes } from '../../../ports/index.ts'
import { checksum } from './checksum.ts'
import { getRow, putRow, rowBytes } from './sequence.ts'

/** Where the ring lies. */
export type LogRegion = { readonly device: BlockDevice; readonly first: number; readonly blocks: number }

export type LogRecord = {
  readonly write: number
  /** When it was acknowledged, milliseconds since the epoch. */
  readonly at: number
  /** The write before it in the same page, which replay needs to find there; 0 for none. */
  readonly before: number
}

const recordBytes = 64
const recordsPerBlock = blockSizeBytes / recordBytes

/** How many records fit before the oldest block is written over. */
export const capacityOf = (region: LogRegion): number => (region.blocks - 1) * recordsPerBlock

/** Appends the record and has it on disk. Whatever stood behind it in its block is gone, as after any append. */
export function append(region: LogRegion, seed: number, record: LogRecord): void {
  const { block, offset } = placeOf(region, record.write)
  // The device keeps a copy, and what is behind the record becomes zeros.
  const bytes = new Uint8Array(offset + recordBytes)
  if (offset > 0) bytes.set(region.device.read(block).subarray(0, offset))
  const view = new DataView(bytes.buffer)
  putRow(view, offset, seed, record.write)
  view.setFloat64(offset + rowBytes, record.at, true)
  view.setFloat64(offset + rowBytes + 8, record.before, true)
  view.setUint32(offset + recordBytes - 4, checksum(view, offset, offset + recordBytes - 4), true)
  region.device.write(block, bytes)
}

/** The record of that write, or undefined when another one, or none, or a damaged one stands in its place. */
export function recordOf(region: LogRegion, seed: number, write: number): LogRecord | undefined {
  const { block, offset } = placeOf(region, write)
  const record = recordAt(viewOf(region, block), offset, seed)
  return record?.write === write ? record : undefined
}

/** The highest write that any block of the ring holds a sound record of, or 0. */
export function newestRecord(region: LogRegion, seed: number): number {
  let newest = 0
  for (let index = 0; index < region.blocks; index++) {
    const view = viewOf(region, region.first + index)
    for (let offset = 0; offset < blockSizeBytes; offset += recordBytes)
      newest = Math.max(newest, recordAt(view, offset, seed)?.write ?? 0)
  }
  return newest
}

/** Drops the blocks that hold only records before `from`, counting from the block of `since`. */
export function trim(region: LogRegion, since: number, from: number): void {
  const firstBlock = Math.max(0, Math.floor((since - 1) / recordsPerBlock))
  const keptFrom = Math.floor((from - 1) / recordsPerBlock)
  const nothing = new Uint8Array(0)
  for (let index = Math.max(firstBlock, keptFrom - region.blocks + 1); index < keptFrom; index++)
    region.device.write(region.first + (index % region.blocks), nothing)
}

function recordAt(view: DataView, offset: number, seed: number): LogRecord | undefined {
  if (view.getUint32(offset + recordBytes - 4, true) !== checksum(view, offset, offset + recordBytes - 4))
    return undefined
  const write = getRow(view, offset, seed)
  if (write === 'damaged' || write === 0) return undefined
  return { write, at: view.getFloat64(offset + rowBytes, true), before: view.getFloat64(offset + rowBytes + 8, true) }
}

function placeOf(region: LogRegion, write: number): { readonly block: number; readonly offset: number } {
  const index = Math.floor((write - 1) / recordsPerBlock)
  return {
    block: region.first + (index % region.blocks),
    offset: ((write - 1) % recordsPerBlock) * recordBytes,
  }
}

function viewOf(region: LogRegion, block: number): DataView {
  const bytes = region.device.read(block)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
