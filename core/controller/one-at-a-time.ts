/** Works at each object one after the other, however many come to it. */

import type { ObjectRef } from '../specs/index.ts'

export class OneAtATime {
  readonly #ends = new Map<string, Promise<unknown>>()

  /** How many objects are worked at. */
  get busy(): number {
    return this.#ends.size
  }

  isBusy(ref: ObjectRef): boolean {
    return this.#ends.has(keyOf(ref))
  }

  async run<T>(ref: ObjectRef, work: () => Promise<T>): Promise<T> {
    const key = keyOf(ref)
    const before = this.#ends.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#ends.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#ends.get(key) === mine) this.#ends.delete(key)
    }
  }
}

export function keyOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind}/${namespace ?? ''}/${name}`
}
