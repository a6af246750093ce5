/** Blocks with a kind and a checksum: the form in which the models keep everything but their logs. */

import { blockSizeBytes } from '../../../ports/index.ts'
import { checksum } from './checksum.ts'

/** The kind is at offset 0, the checksum of everything after it at 4; a model's own fields start here. */
export const bodyOffset = 8

export function newBlock(kind: number): DataView {
  const view = new DataView(new ArrayBuffer(blockSizeBytes))
  view.setUint32(0, kind, true)
  return view
}

/** The bytes to write: the block with its checksum. */
export function seal(view: DataView): Uint8Array {
  view.setUint32(4, checksum(view, bodyOffset, blockSizeBytes), true)
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

/** `blank`: never written. `damaged`: of another kind, or its checksum does not fit. */
export function unseal(bytes: Uint8Array, kind: number): DataView | 'blank' | 'damaged' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) === 0 && view.getUint32(4, true) === 0) return 'blank'
  if (view.getUint32(0, true) !== kind) return 'damaged'
  return view.getUint32(4, true) === checksum(view, bodyOffset, blockSizeBytes) ? view : 'damaged'
}

/** Four letters as a kind, readable in a dump. */
export function kindOf(letters: string): number {
  return [...letters].reduce((kind, letter, index) => kind + letter.charCodeAt(0) * 2 ** (8 * index), 0)
}
