/** The recent changes of the object store, for watchers to follow. Old ones are forgotten. */

import { PortError } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'

export type Change = {
  readonly revision: number
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
  /** The object before the change; absent when it was added. */
  readonly previous?: KubeObject
}

export class ChangeLog {
  readonly #limit: number
  #changes: Change[] = []
  /** Every change after this revision is still kept. */
  #forgottenUpTo: number
  #latest: number
  #waiting: (() => void)[] = []

  constructor(options: { readonly revision: number; readonly limit: number }) {
    this.#limit = options.limit
    this.#forgottenUpTo = options.revision
    this.#latest = options.revision
  }

  /** How many readers wait for the next change. */
  get waiting(): number {
    return this.#waiting.length
  }

  append(change: Change): void {
    this.#changes.push(change)
    this.#latest = change.revision
    // Trimming half at a time keeps appending cheap.
    if (this.#changes.length > this.#limit * 2) this.trim(this.#limit)
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  /** Forgets all but the newest `keep` changes, as an API server does when it compacts its store. */
  trim(keep: number): void {
    const dropped = this.#changes.splice(0, Math.max(0, this.#changes.length - keep))
    this.#forgottenUpTo = dropped.at(-1)?.revision ?? this.#forgottenUpTo
  }

  /** The changes after the revision, oldest first. Throws `expired` when some of them are forgotten. */
  after(revision: number): readonly Change[] {
    if (revision < this.#forgottenUpTo || revision > this.#latest) {
      throw new PortError(
        'expired',
        `Changes are kept from resourceVersion ${this.#forgottenUpTo} to ${this.#latest}, and ${revision} was asked for: list again.`,
      )
    }
    return this.#changes.slice(this.#indexAfter(revision))
  }

  /** Resolves with the next change, or rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const stop = () => {
        this.#waiting = this.#waiting.filter(other => other !== wake)
        reject(signal.reason)
      }
      const wake = () => {
        signal.removeEventListener('abort', stop)
        resolve()
      }
      signal.addEventListener('abort', stop, { once: true })
      this.#waiting.push(wake)
    })
  }

  /** Revisions grow, so the place is found by halving. */
  #indexAfter(revision: number): number {
    let low = 0
    let high = this.#changes.length
    while (low < high) {
      const middle = (low + high) >> 1
      const change = this.#changes[middle]
      if (change !== undefined && change.revision <= revision) low = middle + 1
      else high = middle
    }
    return low
  }
}
