/** Crash sweeps of schedules over days of virtual time. Promises 5 and 7, at every place where the process can die. */

import { instant } from '../base/index.ts'
import {
  type EngineWorker,
  type LifecycleRules,
  reconcile,
  type ScheduleLifecycle,
  stepVolumeSnapshotSchedule,
} from '../engine/index.ts'
import type { ScheduleChecker } from './checkers/schedule-checkers.ts'
import type { CrashPoint } from './crash-sweep.ts'
import { type ScheduleScenario, ScheduleWorld } from './model/schedule-world.ts'
import type { SeedRange, SweepFailure, SweepResult } from './sweep.ts'

export type ScheduleSweepOptions = {
  readonly scenario: ScheduleScenario
  readonly seeds: SeedRange
  readonly checkers: readonly ScheduleChecker[]
  /** Crashes at every so many requests; 1: at every one. */
  readonly crashEvery?: number
  /** The step under test; ours unless a test plants a mistake. */
  readonly step?: typeof stepVolumeSnapshotSchedule
  readonly failuresWanted?: number
}

/** One run of every seed, and one more for each place at which its process dies. */
export function sweepSchedules(options: ScheduleSweepOptions): SweepResult {
  const { scenario, seeds, checkers, crashEvery = 1, failuresWanted = 5 } = options
  const failures: SweepFailure[] = []
  let runs = 0
  let requests = 0
  const check = (world: ScheduleWorld, seed: number, crash: CrashPoint | undefined) => {
    runs++
    for (const { name, check: found } of checkers) {
      const wrong = found(world)
      if (wrong !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: name, found: wrong })
    }
  }
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < failuresWanted; seed++) {
    const world = ScheduleWorld.begin(scenario, seed)
    let at = 0
    live(world, options, (request, before) => {
      requests++
      const here = at++
      if (here % crashEvery !== seed % crashEvery || failures.length >= failuresWanted) return
      for (const when of places(request)) {
        const fork = afterDeath(before(), request, { at: here, when })
        live(fork, options, () => {
          requests++
        })
        check(fork, seed, { at: here, when })
      }
    })
    check(world, seed, undefined)
  }
  return { runs, requests, failures }
}

export type ScheduleAsked = {
  readonly at: number
  readonly request: Asked
  /** Where in it the process died, if it did. */
  readonly died?: CrashPoint['when']
}

/** One run again, from what a failure printed: what it asked for, and what happened by itself. */
export function replaySchedule(
  options: Pick<ScheduleSweepOptions, 'scenario' | 'step'>,
  seed: number,
  crash: CrashPoint | undefined,
): { readonly asked: readonly ScheduleAsked[]; readonly incidents: ScheduleWorld['incidents'] } {
  const world = ScheduleWorld.begin(options.scenario, seed)
  const { incidents } = world
  const asked: ScheduleAsked[] = []
  let at = 0
  let died = false
  live(world, options, (request, before) => {
    if (died) return
    const here = at++
    if (here !== crash?.at) {
      asked.push({ at: world.now, request })
      return
    }
    died = true
    asked.push({ at: world.now, request, died: crash.when })
    const fork = afterDeath(before(), request, crash)
    live(fork, options, later => asked.push({ at: fork.now, request: later }))
  })
  return { asked, incidents }
}

/** The world when another process begins. */
function afterDeath(fork: ScheduleWorld, request: Asked, { at, when }: CrashPoint): ScheduleWorld {
  fork.random = (fork.random ^ Math.imul(at + 1, 0x85ebca6b)) | 0
  if (when !== 'before') fork.takesEffect(request, when === 'partly' ? 1 : Number.POSITIVE_INFINITY)
  fork.advance(fork.now + gapMs(fork.chance()))
  return fork
}

type Asked = Parameters<ScheduleWorld['answer']>[0]

/** Passes until the scenario's days are over, as the runner makes them. */
function live(
  world: ScheduleWorld,
  { step = stepVolumeSnapshotSchedule }: Pick<ScheduleSweepOptions, 'step'>,
  asked: (request: Asked, before: () => ScheduleWorld) => void,
): void {
  const rules: LifecycleRules<ScheduleLifecycle> = {
    step: (status, seen) => step(world.settings(), status, seen),
    mustGoOn: () => false,
    mayBeFrozen: () => false,
  }
  for (let passes = 0; passes < mostPasses; passes++) {
    if (world.awayUntil > world.now) world.advance(world.awayUntil)
    const worker: EngineWorker = {
      epoch: 'e',
      startedAt: instant(world.now),
      now: () => instant(world.now),
      stoppingSince: () => undefined,
    }
    const run = reconcile(rules, worker, status => status)
    let state = run.next()
    for (let count = 0; state.done !== true && count < mostRequests; count++) {
      asked(state.value, () => world.fork())
      state = run.next(world.answer(state.value))
    }
    // One pass after the end, when nothing goes wrong any more, has the last word.
    if (world.now > world.endsAt) return
    const nextAt = world.stored?.nextAt
    const change = world.nextChange()
    const times = [
      world.now + longestSleepMs,
      ...(nextAt === undefined ? [] : [nextAt]),
      ...(change === undefined ? [] : [change]),
    ]
    world.advance(Math.max(world.now + 1_000, Math.min(...times)))
  }
}

function places(request: Asked): readonly CrashPoint['when'][] {
  if (request.ask === 'store') return ['before', 'after']
  if (request.ask !== 'perform') return []
  if (request.effects.every(effect => effect.do === 'look-at-runs')) return []
  return request.effects.length > 1 ? ['before', 'partly', 'after'] : ['before', 'after']
}

// Restarts come at once, after minutes, or after most of a day.
function gapMs(chance: number): number {
  if (chance < 0.5) return Math.floor(chance * 10_000)
  return chance < 0.9 ? Math.floor((chance - 0.5) * 7_200_000) : Math.floor((chance - 0.9) * 720_000_000)
}

const longestSleepMs = 6 * 3_600_000
const mostPasses = 20_000
const mostRequests = 500
