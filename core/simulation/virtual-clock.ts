/** A clock that stands still until somebody moves it. */

import { after, assert, type Instant } from '../base/index.ts'
import type { TimedComponent } from '../cluster/simulated/index.ts'
import type { Clock } from '../ports/index.ts'

/** A clock that runs as fast as another and shows a later time, by as much as `aheadMs` says at the moment. */
export function clockAhead(clock: Clock, aheadMs: () => number): Clock {
  return { now: () => after(clock.now(), aheadMs()), sleep: (durationMs, signal) => clock.sleep(durationMs, signal) }
}

type Sleeper = { readonly until: Instant; readonly wake: () => void }

export class VirtualClock implements Clock, TimedComponent {
  #now: Instant
  /** In the order they wake: by time, and those of one time in the order they fell asleep. */
  #sleepers: Sleeper[] = []

  constructor(start: Instant) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      const stop = () => {
        this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
        reject(signal?.reason)
      }
      const sleeper: Sleeper = {
        until: after(this.#now, Math.max(0, durationMs)),
        wake: () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      signal?.addEventListener('abort', stop, { once: true })
      const later = this.#sleepers.findIndex(other => other.until > sleeper.until)
      this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, sleeper)
    })
  }

  nextAt(): Instant | undefined {
    return this.#sleepers[0]?.until
  }

  /** Moves the time and wakes whoever slept until then. */
  advanceTo(now: Instant): void {
    assert(now >= this.#now, 'Time does not run backwards.')
    this.#now = now
    const first = this.#sleepers.findIndex(sleeper => sleeper.until > now)
    const due = this.#sleepers.splice(0, first === -1 ? this.#sleepers.length : first)
    for (const { wake } of due) wake()
  }
}
