/** What all volumes of one back end draw from: room for blocks, and generations to tell their writers apart. */

import { blockSizeBytes } from '../../ports/index.ts'

/** Blocks are cut from pieces of 16, which costs half as much as making each by itself. */
const blocksPerPiece = 16

export class Supply {
  #generation = 0
  #piece = new ArrayBuffer(0)
  #taken = blocksPerPiece

  /** A number no writer had before. */
  generation(): number {
    this.#generation += 1
    return this.#generation
  }

  /** A block of zeros. */
  block(): Uint8Array {
    if (this.#taken === blocksPerPiece) {
      this.#piece = new ArrayBuffer(blocksPerPiece * blockSizeBytes)
      this.#taken = 0
    }
    const room = new Uint8Array(this.#piece, this.#taken * blockSizeBytes, blockSizeBytes)
    this.#taken += 1
    return room
  }
}
