/** The blocks of one writable volume, copied on write wherever a snapshot or a clone shares them. */

import { assert } from '../../base/index.ts'
import { blockSizeBytes } from '../../ports/index.ts'
import { type Block, type Branch, blockAt, emptyRoot, fanout, type Leaf, type Root } from './block-tree.ts'
import type { Supply } from './supply.ts'

export class BlockMap {
  readonly #supply: Supply
  readonly #sizeBlocks: number
  #generation: number
  #root: Root

  constructor(supply: Supply, sizeBytes: number, root: Root = emptyRoot) {
    this.#supply = supply
    this.#generation = supply.generation()
    this.#sizeBlocks = Math.ceil(sizeBytes / blockSizeBytes)
    this.#root = root
  }

  /** The tree as it is now, to be read only; it may change with the next write. */
  get current(): Root {
    return this.#root
  }

  /** The tree as it is now and stays: later writes copy what they touch. Costs the same for every size of volume. */
  freeze(): Root {
    this.#generation = this.#supply.generation()
    return this.#root
  }

  read(block: number): Uint8Array {
    this.#assertInside(block)
    return blockAt(this.#root, block)?.bytes ?? zeros
  }

  /** Stores a copy; whether that took a block of new room. */
  write(block: number, bytes: Uint8Array): boolean {
    this.#assertInside(block)
    assert(bytes.length <= blockSizeBytes, 'A write is at most one block.')
    const leaf = this.#writableLeaf(block)
    const old = leaf.entries[block % fanout]
    if (old !== undefined && this.#owns(old)) {
      old.bytes.set(bytes)
      if (bytes.length < blockSizeBytes) old.bytes.fill(0, bytes.length)
      return false
    }
    const copy = this.#supply.block()
    copy.set(bytes)
    leaf.entries[block % fanout] = { birth: this.#generation, number: 0, bytes: copy } satisfies Block
    return true
  }

  #writableLeaf(block: number): Leaf {
    const leafIndex = Math.floor(block / fanout)
    const branchIndex = Math.floor(leafIndex / fanout)
    if (this.#root.birth !== this.#generation)
      this.#root = { birth: this.#generation, entries: this.#root.entries.slice() }
    let branch = this.#root.entries[branchIndex]
    if (branch === undefined || !this.#owns(branch)) {
      branch = this.#own<Branch>(branch)
      this.#root.entries[branchIndex] = branch
    }
    let leaf = branch.entries[leafIndex % fanout]
    if (leaf === undefined || !this.#owns(leaf)) {
      leaf = this.#own<Leaf>(leaf)
      branch.entries[leafIndex % fanout] = leaf
    }
    return leaf
  }

  #owns(part: { readonly birth: number; readonly number: number }): boolean {
    return part.birth === this.#generation && part.number === 0
  }

  #own<T extends Leaf | Branch>(shared: T | undefined): T {
    const entries = shared === undefined ? new Array(fanout).fill(undefined) : shared.entries.slice()
    return { birth: this.#generation, number: 0, entries } as T
  }

  #assertInside(block: number): void {
    assert(Number.isInteger(block) && block >= 0 && block < this.#sizeBlocks, `Block ${block} is outside the volume.`)
  }
}

const zeros = new Uint8Array(blockSizeBytes)
