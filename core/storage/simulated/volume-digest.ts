/** A digest of a tree's bytes: equal exactly when bytes and sizes are, but for one chance in 2^128. No secret rests on it. */

import { type Block, fanout, type Root } from './block-tree.ts'

/** Blocks of zeros count as not written, so a copy that never wrote them is the same. */
export function digestOfTree(sizeBytes: number, root: Root): string {
  const lanes = new Uint32Array([0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f])
  mix(lanes, Math.floor(sizeBytes / 0x100000000), sizeBytes >>> 0)
  root.entries.forEach((branch, branchAt) => {
    branch?.entries.forEach((leaf, leafAt) => {
      leaf?.entries.forEach((block, blockAt) => {
        if (block === undefined) return
        const words = wordsOf(block)
        if (words.every(word => word === 0)) return
        mix(lanes, branchAt * fanout + leafAt, blockAt)
        for (let at = 0; at < words.length; at += 2) mix(lanes, words[at] ?? 0, words[at + 1] ?? 0)
      })
    })
  })
  return Array.from(lanes, lane => lane.toString(16).padStart(8, '0')).join('')
}

function wordsOf({ bytes }: Block): Uint32Array {
  // Blocks that were read from a disk may begin anywhere in a larger buffer.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4)
}

// Every lane depends on all words before, and each turns by another amount, so that lanes do not move alike.
function mix(lanes: Uint32Array, one: number, other: number): void {
  const a = Math.imul((lanes[0] ?? 0) ^ one, 0xcc9e2d51)
  const b = Math.imul((lanes[1] ?? 0) ^ other, 0x1b873593)
  const c = Math.imul((lanes[2] ?? 0) + one + turned(a, 13), 0x85ebca77)
  const d = Math.imul((lanes[3] ?? 0) + other + turned(b, 17), 0xc2b2ae3d)
  lanes[0] = turned(a, 15) + d
  lanes[1] = turned(b, 18) + a
  lanes[2] = turned(c, 11) ^ b
  lanes[3] = turned(d, 7) ^ c
}

function turned(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
