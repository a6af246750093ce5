/** When an application writes, and the ledger of what it acknowledged when. */

import { type Instant, instant } from '../../../base/index.ts'
import { PortError } from '../../../ports/index.ts'
import type { Ledger } from './application.ts'

/** Writes `first` to `last`, acknowledged one every `everyMs` from `from` on. */
type Stretch = { first: number; from: number; last: number; everyMs: number }

/**
 * What every model keeps. A busy year is a handful of stretches: a new one begins only where the application had to wait,
 * and the oldest are forgotten.
 */
export type Rhythm = {
  /** How many writes were acknowledged, ever. */
  acknowledged: number
  everyMs: number
  nextAt: number
  stretches: Stretch[]
  /** The ledger knows nothing of instants before this one. */
  knownFrom: number
  /** Why the last write was refused, until one succeeds. */
  stalled?: string
}

const stretchesKept = 512

export function newRhythm(acknowledged: number, now: Instant, everyMs: number): Rhythm {
  return { acknowledged, everyMs, nextAt: now + everyMs, stretches: [], knownFrom: now }
}

/** How many writes had been acknowledged at the instant, or undefined when the ledger does not reach back that far. */
export function acknowledgedAt(rhythm: Rhythm, at: Instant): number | undefined {
  if (at < rhythm.knownFrom) return undefined
  const stretch = rhythm.stretches.findLast(({ from }) => from <= at)
  if (stretch === undefined) return (rhythm.stretches[0]?.first ?? rhythm.acknowledged + 1) - 1
  return Math.min(stretch.last, stretch.first + Math.floor((at - stretch.from) / stretch.everyMs))
}

/**
 * The ledger of an application that has every write on disk before it acknowledges it. `asked` are the mount paths of a
 * copy; a copy without any volume the application writes to has nothing to hold.
 */
export function durableLedger(
  state: { readonly rhythm: Rhythm; readonly paths: readonly string[] },
  at: Instant,
  asked: readonly string[] | undefined,
): Ledger | undefined {
  if (asked !== undefined && !asked.some(path => state.paths.includes(path)))
    return { at, acknowledged: 0, promised: 0 }
  const acknowledged = acknowledgedAt(state.rhythm, at)
  return acknowledged === undefined ? undefined : { at, acknowledged, promised: acknowledged }
}

type Writer = {
  /** Whether writers have to wait, for whatever reason. */
  readonly blocked: () => boolean
  /** Makes the write durable as far as the application promises before it says so. */
  readonly commit: (write: number, at: Instant) => void
  /** What happens in the background after a write. */
  readonly background: (write: number, at: Instant) => void
  /** Brings the volumes to where they would be after many writes, without making each of them. */
  readonly leap: (upTo: number, at: Instant) => void
}

/** Longer stretches are leapt over, all but their end: nobody looked while they were written. */
const leapAfter = 4096

/**
 * Makes the writes that are due up to and including `to`. The result does not depend on how the time was cut into calls,
 * as long as nothing was in the way and no call is long enough to leap.
 */
export function keepWriting(rhythm: Rhythm, to: Instant, writer: Writer): void {
  if (rhythm.nextAt > to) return
  if (writer.blocked()) {
    rhythm.nextAt = to + rhythm.everyMs
    return
  }
  try {
    const due = Math.floor((to - rhythm.nextAt) / rhythm.everyMs) + 1
    if (due > leapAfter) leap(rhythm, due - leapAfter / 4, writer)
    while (rhythm.nextAt <= to) {
      const at = instant(rhythm.nextAt)
      writer.commit(rhythm.acknowledged + 1, at)
      acknowledge(rhythm, 1)
      delete rhythm.stalled
      writer.background(rhythm.acknowledged, at)
    }
  } catch (problem) {
    // A refused write was never acknowledged; like a real application the model tries again later.
    if (!(problem instanceof PortError)) throw problem
    rhythm.stalled = problem.message
    rhythm.nextAt = to + rhythm.everyMs
  }
}

function leap(rhythm: Rhythm, writes: number, writer: Writer): void {
  writer.leap(rhythm.acknowledged + writes, instant(rhythm.nextAt + (writes - 1) * rhythm.everyMs))
  acknowledge(rhythm, writes)
}

/** Books writes from `nextAt` on, `everyMs` apart. */
function acknowledge(rhythm: Rhythm, writes: number): void {
  const { everyMs, nextAt } = rhythm
  const last = rhythm.stretches.at(-1)
  const goesOn =
    last !== undefined && last.everyMs === everyMs && last.from + (last.last - last.first + 1) * everyMs === nextAt
  if (goesOn) last.last += writes
  else {
    const first = rhythm.acknowledged + 1
    rhythm.stretches.push({ first, from: nextAt, last: first + writes - 1, everyMs })
  }
  if (rhythm.stretches.length > stretchesKept) {
    rhythm.stretches.splice(0, rhythm.stretches.length - stretchesKept)
    rhythm.knownFrom = rhythm.stretches[0]?.from ?? rhythm.knownFrom
  }
  rhythm.acknowledged += writes
  rhythm.nextAt = nextAt + writes * everyMs
}
