/** Identities that follow from a seed and their number, so that the same run gives the same ones. */

import { fraction } from '../base/index.ts'
import type { Ids } from '../ports/index.ts'

export class SeededIds implements Ids {
  readonly #seed: number
  #given: number

  /** `given`: how many were given before, when a run goes on. */
  constructor(seed: number, given = 0) {
    this.#seed = seed
    this.#given = given
  }

  get given(): number {
    return this.#given
  }

  /** A UUID of version 4 in form. */
  uuid(): string {
    this.#given += 1
    const digits = [0, 1, 2, 3].map(part => hex(fraction(this.#seed, this.#given, part))).join('')
    const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4]
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-')
  }
}

function hex(part: number): string {
  return Math.floor(part * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
