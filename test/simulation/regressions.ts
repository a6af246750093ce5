/** Runs that once broke a promise, with what was wrong. They are swept again in full, around the place that failed. */

import type { CrashPoint } from '@pxsnap/core/simulation'

export type Regression = {
  readonly scenario: string
  readonly seed: number
  readonly crash: CrashPoint | undefined
  readonly reason: string
}

export const regressions: readonly Regression[] = [
  {
    scenario: 'group, mixed, all at fault, pod-restart',
    seed: 1,
    crash: { at: 673, when: 'before' },
    reason: 'A watchdog was closed although every answer of its post command had been lost: nobody was left to thaw.',
  },
  {
    scenario: 'single, pair, pods at fault, pod-restart',
    seed: 2,
    crash: { at: 7, when: 'before' },
    reason:
      'The container started anew after its watchdog was set, and the pre command that was asked for again locked it.',
  },
  {
    scenario: 'group, pair, all at fault, pod-restart',
    seed: 4,
    crash: { at: 3, when: 'before' },
    reason: 'As above, in one pod of two.',
  },
  {
    scenario: 'single, pair, all at fault, new-writer',
    seed: 12,
    crash: { at: 3, when: 'before' },
    reason:
      'A post command of an earlier attempt came late, found its files tidied away, and undid the lock of the next.',
  },
  {
    scenario: 'group, hold, cluster at fault, new-writer',
    seed: 12,
    crash: { at: 602, when: 'before' },
    reason: 'The storage was asked every 50 ms for a minute; now ever more rarely.',
  },
]
