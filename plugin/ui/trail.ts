/** Where one is and where one was: a stack of screens for Esc, and the stacks before it for `[`, `]` and `-`. */

import type { Screen } from './screen.ts'

type Stack = readonly Screen[]

const longestTrail = 50

export class Trail {
  #trail: readonly Stack[] = []
  #at = -1
  /** Where `-` leads. */
  #before = -1

  /** From the first screen to the one on top. */
  get stack(): Stack {
    return this.#trail[this.#at] ?? []
  }

  get top(): Screen | undefined {
    return this.stack.at(-1)
  }

  /** A screen that is in the stack already is come back to. */
  open(screen: Screen): void {
    const there = this.stack.findIndex(({ id }) => id === screen.id)
    const below = there === -1 ? this.stack : this.stack.slice(0, there)
    this.#go([...below, screen])
  }

  /** False: there is nothing below. */
  back(): boolean {
    if (this.stack.length < 2) return false
    this.#go(this.stack.slice(0, -1))
    return true
  }

  /** A step back or forth through what was seen. False: there is none. */
  step(by: -1 | 1): boolean {
    return this.#moveTo(this.#at + by)
  }

  /** To and fro between the last two. */
  toggle(): boolean {
    return this.#moveTo(this.#before)
  }

  /** Every screen that one can still come to. */
  get reachable(): ReadonlySet<Screen> {
    return new Set(this.#trail.flat())
  }

  #moveTo(place: number): boolean {
    if (place === this.#at || this.#trail[place] === undefined) return false
    this.#before = this.#at
    this.#at = place
    return true
  }

  /** Going somewhere new forgets what was ahead. */
  #go(stack: Stack): void {
    const kept = this.#trail.slice(0, this.#at + 1).slice(-longestTrail)
    this.#trail = [...kept, stack]
    this.#before = kept.length - 1
    this.#at = kept.length
  }
}
