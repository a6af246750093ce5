/** How the generic writer lays out its one file on each volume: an inode and a ring of blocks. */

import { type BlockDevice, blockSizeBytes } from '../../../../ports/index.ts'
import { bodyOffset, kindOf, newBlock, seal, unseal } from '../sealed-block.ts'
import { getRow, putRow } from '../sequence.ts'

export const ringBlocks = 64
const inodeBlock = 0
const firstBlock = 8
const inodeKind = kindOf('FSIN')
const dataKind = kindOf('FSDT')

export const blocksUsed = firstBlock + ringBlocks

export const fits = (device: BlockDevice): boolean => device.sizeBytes >= blocksUsed * blockSizeBytes

export type Inode = {
  readonly seed: number
  /** The file has the writes up to this one; only blocks that are on disk are named. */
  readonly write: number
  /** Nothing is left to replay: written when the file system is frozen, taken back with the next write. */
  readonly clean: boolean
}

export function writeInode(device: BlockDevice, inode: Inode): void {
  const view = newBlock(inodeKind)
  view.setFloat64(bodyOffset, inode.seed, true)
  view.setFloat64(bodyOffset + 8, inode.write, true)
  view.setUint32(bodyOffset + 16, inode.clean ? 1 : 0, true)
  device.write(inodeBlock, seal(view))
}

export function readInode(device: BlockDevice): Inode | 'blank' | 'damaged' {
  const view = unseal(device.read(inodeBlock), inodeKind)
  if (typeof view === 'string') return view
  return {
    seed: view.getFloat64(bodyOffset, true),
    write: view.getFloat64(bodyOffset + 8, true),
    clean: view.getUint32(bodyOffset + 16, true) === 1,
  }
}

export function writeData(device: BlockDevice, seed: number, write: number): void {
  const view = newBlock(dataKind)
  putRow(view, bodyOffset, seed, write)
  device.write(placeOf(write), seal(view))
}

/** The write whose block is at the place of this one, 0 for none. */
export function readData(device: BlockDevice, seed: number, write: number): number | 'damaged' {
  const view = unseal(device.read(placeOf(write)), dataKind)
  if (typeof view === 'string') return view === 'blank' ? 0 : 'damaged'
  return getRow(view, bodyOffset, seed)
}

const placeOf = (write: number): number => firstBlock + ((write - 1) % ringBlocks)
