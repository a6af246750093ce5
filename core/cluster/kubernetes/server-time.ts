/** How far the API server's clock is from ours, learned from the dates of its answers, and the time as the server has it. */

import { after, instant } from '../../base/index.ts'
import type { Clock, SnapshotTask, StorageDriver, StoredSnapshot } from '../../ports/index.ts'

/** The server's clock minus ours lies between these. */
export type ClockOffset = { readonly leastMs: number; readonly mostMs: number }

/**
 * An answer's date has whole seconds and was written between the sending of the request and the arrival of the answer, so
 * each answer bounds the offset from both sides, and several together more narrowly than a second.
 */
export class ServerTime {
  #bounds: (ClockOffset & { readonly at: number }) | undefined
  #shiftMs = 0

  /** `sent` and `received` are of our clock. A text that is no date tells nothing. */
  answered(date: string | undefined, sent: number, received: number): void {
    const second = Date.parse(date ?? '')
    if (Number.isNaN(second)) return
    const [leastMs, mostMs] = [second - received, second + 1_000 - sent]
    const known = this.offset(received)
    const both = known && {
      leastMs: Math.max(known.leastMs, leastMs),
      mostMs: Math.min(known.mostMs, mostMs),
    }
    // Answers that contradict each other: somebody has set a clock, and the newest one counts.
    const bounds = both !== undefined && both.leastMs <= both.mostMs ? both : { leastMs, mostMs }
    this.#bounds = { ...bounds, at: received }
  }

  /** Undefined before the first answer with a date. What was learned long ago is worth less, for clocks drift apart. */
  offset(now: number): ClockOffset | undefined {
    if (this.#bounds === undefined) return undefined
    const { leastMs, mostMs, at } = this.#bounds
    const driftMs = Math.max(0, now - at) * drift
    return { leastMs: leastMs - driftMs, mostMs: mostMs + driftMs }
  }

  /** What to add to our clock. Small differences are let be, so that the time does not jump while it is looked at. */
  shiftMs(now: number): number {
    const offset = this.offset(now)
    if (offset === undefined) return this.#shiftMs
    const { leastMs, mostMs } = offset
    if (this.#shiftMs < leastMs - letBeMs || this.#shiftMs > mostMs + letBeMs)
      this.#shiftMs = Math.round((leastMs + mostMs) / 2)
    return this.#shiftMs
  }
}

/** The server's time, as nearly as it is known; ours until it is. */
export function serverClock(clock: Clock, time: ServerTime): Clock {
  return {
    now: () => {
      const now = clock.now()
      return after(now, time.shiftMs(now))
    },
    sleep: (durationMs, signal) => clock.sleep(durationMs, signal),
  }
}

/**
 * The driver of a storage whose clock is taken to go with the API server's: says of every snapshot between which moments
 * of {@link serverClock} it can have been cut.
 */
export function withClockBounds(storage: StorageDriver, clock: Clock, time: ServerTime): StorageDriver {
  const bounded = (one: StoredSnapshot): StoredSnapshot => {
    const now = clock.now()
    const offset = time.offset(now)
    if (offset === undefined) return one
    const shiftMs = time.shiftMs(now)
    const { earliest = one.at, latest = one.at } = one.between ?? {}
    return {
      ...one,
      between: {
        earliest: instant(Math.floor(earliest + shiftMs - offset.mostMs - agreementMs)),
        latest: instant(Math.ceil(latest + shiftMs - offset.leastMs + agreementMs)),
      },
    }
  }
  const task = (found: SnapshotTask): SnapshotTask =>
    found.phase === 'succeeded' ? { ...found, snapshots: found.snapshots.map(bounded) } : found
  return {
    ...storage,
    snapshot: async (request, signal) => task(await storage.snapshot(request, signal)),
    snapshotTask: async (key, signal) => {
      const found = await storage.snapshotTask(key, signal)
      return found === undefined ? undefined : task(found)
    },
  }
}

/** As much as a clock may be slewed: 500 parts in a million. Source: the adjtimex of Linux. */
const drift = 0.0005
const letBeMs = 2_000
/** The clocks of one cluster's hosts and storage, kept by NTP, agree so nearly. */
const agreementMs = 100
