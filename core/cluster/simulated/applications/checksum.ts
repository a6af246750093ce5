/** The checksum that every block and log record of the models carries, so that a copy can be judged by its bytes. */

/** A 32-bit checksum of whole 4-byte words from `from` up to but not including `to` (offsets in bytes). */
export function checksum(view: DataView, from: number, to: number): number {
  let sum = 0x811c9dc5
  for (let offset = from; offset < to; offset += 4) {
    sum = Math.imul(sum ^ view.getUint32(offset, true), 0x01000193)
    sum ^= sum >>> 15
  }
  return sum >>> 0
}
