/** A clock that moves only when a test moves it. */

import { after, type Instant, instant } from '@pxsnap/core/base'
import type { Clock } from '@pxsnap/core/ports'

type Sleeper = { readonly until: number; readonly wake: () => void }

export class TestClock implements Clock {
  private at: Instant = instant(Date.UTC(2026, 0, 1))
  private readonly sleepers = new Set<Sleeper>()

  now(): Instant {
    return this.at
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      const stop = () => {
        this.sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      const sleeper = {
        until: this.at + durationMs,
        wake: () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      this.sleepers.add(sleeper)
      signal?.addEventListener('abort', stop, { once: true })
    })
  }

  /** Moves on, waking everyone in turn and letting them do what they wake for. */
  async advance(durationMs: number): Promise<void> {
    const end = this.at + durationMs
    await this.settle()
    for (;;) {
      const [next] = [...this.sleepers].filter(({ until }) => until <= end).toSorted((a, b) => a.until - b.until)
      if (next === undefined) break
      this.at = instant(Math.max(this.at, next.until))
      this.sleepers.delete(next)
      next.wake()
      await this.settle()
    }
    this.at = after(instant(end), 0)
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) await new Promise(resolve => setImmediate(resolve))
  }
}
