/** Lets simulated time pass at the speed of real time where somebody watches, and as fast as it can otherwise. */

import { after, type Instant } from '@pxsnap/core/base'
import { systemClock } from '@pxsnap/core/system'
import type { Face } from './face.ts'
import { Problem } from './problem.ts'

export type Pacer = {
  readonly pace: (virtualMs: number) => Promise<void>
  /** The simulated time to show: within a wait it goes on although the simulation stands at `now`. */
  shown(now: Instant): Instant
}

/** By the text of `--sim-speed`; undefined when nothing is to be waited for. */
export function pacerOf(face: Pick<Face, 'stdout' | 'signal'>, text: string | undefined): Pacer | undefined {
  const speed = speedOf(text) ?? (face.stdout.isTTY ? 1 : 'max')
  return speed === 'max' ? undefined : pacer(speed, face.signal)
}

function pacer(speed: number, signal: AbortSignal): Pacer {
  let wait: { readonly since: Instant; readonly virtualMs: number } | undefined
  return {
    pace: async virtualMs => {
      wait = { since: systemClock.now(), virtualMs }
      // An interrupt ends the wait at once; what comes after it, the thaw, is paced again.
      await systemClock.sleep(virtualMs / speed, signal.aborted ? undefined : signal).catch(() => undefined)
      wait = undefined
    },
    shown: now => {
      if (wait === undefined) return now
      return after(now, Math.min(wait.virtualMs, (systemClock.now() - wait.since) * speed))
    },
  }
}

function speedOf(text: string | undefined): number | 'max' | undefined {
  if (text === undefined || text === 'max') return text
  const speed = Number(text)
  if (Number.isFinite(speed) && speed > 0) return speed
  throw new Problem('usage', `--sim-speed is a number above 0 or max, not "${text}".`)
}
