/** Which blocks go into which objects: ascending and packed, without the blocks that are zeros. */

import { blockSizeBytes } from '../../ports/index.ts'
import { type DataObject, type Run, runsOf } from './manifest.ts'
import type { TransferSettings } from './settings.ts'
import type { BlockSource } from './upload.ts'

export type LaidOut = {
  readonly blocks: readonly Run[]
  readonly zeros: readonly Run[]
  readonly objects: readonly LaidOutObject[]
}

type LaidOutObject = Omit<DataObject, 'key'> & {
  /** The bytes of one of its ranges, read when they are wanted. */
  readonly bytes: (range: number) => Uint8Array
}

/** Reads every block once, for the checksums. */
export function describeData(
  source: BlockSource,
  { partBytes, objectBytes, digest }: Pick<TransferSettings, 'partBytes' | 'objectBytes' | 'digest'>,
): LaidOut {
  const zeros: number[] = []
  const blocks: number[] = []
  for (const block of source.blocks) (isZero(source.read(block)) ? zeros : blocks).push(block)
  const objects = pieces(blocks, objectBytes / blockSizeBytes).map((inObject): LaidOutObject => {
    const parts = pieces(inObject, partBytes / blockSizeBytes)
    const read = (part: readonly number[]): Uint8Array[] => part.map(block => source.read(block))
    const ranges = parts.map(part => ({ sizeBytes: part.length * blockSizeBytes, sha256: digest(...read(part)) }))
    const [only] = ranges
    return {
      sizeBytes: inObject.length * blockSizeBytes,
      // A tree of checksums: that of the ranges' own, so that no byte is hashed twice.
      sha256: ranges.length === 1 && only ? only.sha256 : digest(...ranges.map(range => words(range.sha256))),
      ranges,
      bytes: range => joined(read(parts[range] ?? [])),
    }
  })
  return { blocks: runsOf(blocks), zeros: runsOf(zeros), objects }
}

/** A loop: asking a function for every byte takes longer than hashing them. */
function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false
  return true
}

const words = (text: string): Uint8Array => new TextEncoder().encode(text)

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(blocks.length * blockSizeBytes)
  for (const [index, block] of blocks.entries()) bytes.set(block, index * blockSizeBytes)
  return bytes
}

function pieces<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
