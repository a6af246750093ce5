/** The queue of a STORK controller: ten workers, one pass per object at a time, and its two ways to come back. */

import { messageOf, pause, type StorkProcess } from './stork-process.ts'
import { backoffMs } from './timings.ts'

/**
 * One pass over an object. `gone`: there is nothing to come back for; a rest is longer than the usual one. An error is
 * logged, and tried again later.
 */
export type Pass = (key: string) => Promise<'again' | 'gone' | { readonly restMs: number }>

export class WorkQueue {
  readonly #stork: StorkProcess
  readonly #pass: Pass
  readonly #ready: string[] = []
  readonly #running = new Set<string>()
  /** Changed while their pass ran. */
  readonly #dirty = new Set<string>()
  readonly #failures = new Map<string, number>()
  /** When each is put back at the latest; an earlier wish takes the place of a later one. */
  readonly #due = new Map<string, number>()

  constructor(stork: StorkProcess, pass: Pass) {
    this.#stork = stork
    this.#pass = pass
  }

  /** A pass as soon as a worker is free. */
  add(key: string): void {
    if (this.#running.has(key)) {
      this.#dirty.add(key)
      return
    }
    if (!this.#ready.includes(key)) this.#ready.push(key)
    this.#work()
  }

  /** The same, after the time that a watch event takes to arrive. */
  notice(key: string): void {
    this.#stork.go(pause(this.#stork, this.#stork.timings.watchMs).then(() => this.add(key)))
  }

  #work(): void {
    const { timings, go } = this.#stork
    while (this.#running.size < timings.workersPerController) {
      const key = this.#ready.shift()
      if (key === undefined) return
      this.#running.add(key)
      go(this.#reconcile(key))
    }
  }

  async #reconcile(key: string): Promise<void> {
    const { timings } = this.#stork
    try {
      const found = await this.#pass(key)
      this.#failures.delete(key)
      if (found !== 'gone') this.#addAfter(key, found === 'again' ? timings.requeueMs : found.restMs)
    } catch (error) {
      messageOf(this.#stork, error)
      const failures = (this.#failures.get(key) ?? 0) + 1
      this.#failures.set(key, failures)
      this.#addAfter(key, backoffMs(timings.errorBackoffMs, failures))
    }
    this.#running.delete(key)
    if (this.#dirty.delete(key)) this.add(key)
    this.#work()
  }

  #addAfter(key: string, delayMs: number): void {
    const { clock, go } = this.#stork
    const at = clock.now() + delayMs
    const due = this.#due.get(key)
    if (due !== undefined && due <= at) return
    this.#due.set(key, at)
    go(
      pause(this.#stork, delayMs).then(() => {
        if (this.#due.get(key) !== at) return
        this.#due.delete(key)
        this.add(key)
      }),
    )
  }
}
