/** The blocks that say whose the bytes on a volume are: of the data, and of a log. */

import { type BlockDevice, blockSizeBytes } from '../../../ports/index.ts'
import { bodyOffset, newBlock, seal, unseal } from './sealed-block.ts'
import type { LogRegion } from './write-ahead-log.ts'

/** `separateLog`: the log lies on a volume of its own. */
export type Header = { readonly seed: number; readonly separateLog: boolean; readonly marks?: number }

const headerBlock = 0

/** `marks` are bits of a model's own. */
export function writeHeaderTo(device: BlockDevice, kind: number, { seed, separateLog, marks = 0 }: Header): void {
  const view = newBlock(kind)
  view.setFloat64(bodyOffset, seed, true)
  view.setUint32(bodyOffset + 8, separateLog ? 1 : 0, true)
  view.setUint32(bodyOffset + 12, marks, true)
  device.write(headerBlock, seal(view))
}

export function readHeaderFrom(device: BlockDevice, kind: number): Required<Header> | 'blank' | 'damaged' {
  const view = unseal(device.read(headerBlock), kind)
  if (typeof view === 'string') return view
  return {
    seed: view.getFloat64(bodyOffset, true),
    separateLog: view.getUint32(bodyOffset + 8, true) === 1,
    marks: view.getUint32(bodyOffset + 12, true),
  }
}

/** What a log had before `startsAt` was removed: the data holds those writes. */
export type LogHeader = { readonly seed: number; readonly startsAt: number }

/** It stands in the block before the ring. */
export function writeLogHeaderTo({ device, first }: LogRegion, kind: number, header: LogHeader): void {
  const view = newBlock(kind)
  view.setFloat64(bodyOffset, header.seed, true)
  view.setFloat64(bodyOffset + 8, header.startsAt, true)
  device.write(first - 1, seal(view))
}

export function readLogHeaderFrom({ device, first }: LogRegion, kind: number): LogHeader | 'blank' | 'damaged' {
  const view = unseal(device.read(first - 1), kind)
  if (typeof view === 'string') return view
  return { seed: view.getFloat64(bodyOffset, true), startsAt: view.getFloat64(bodyOffset + 8, true) }
}

/** The newest sound one of two blocks that are written in turn, so that one of them is always whole. */
export function newestSound<Numbered extends { readonly number: number }>(
  found: readonly (Numbered | 'blank' | 'damaged')[],
): Numbered | 'blank' | 'damaged' {
  const sound = found.filter(each => typeof each !== 'string').sort((a, b) => b.number - a.number)
  return sound[0] ?? (found.includes('damaged') ? 'damaged' : 'blank')
}

export const hasBlocks = (device: { readonly sizeBytes: number }, blocks: number): boolean =>
  device.sizeBytes >= blocks * blockSizeBytes
