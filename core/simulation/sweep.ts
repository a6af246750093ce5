/** Crash sweeps of snapshots: scenarios and seeds in, broken promises out. */

import {
  type LifecycleRules,
  mayBeFrozen,
  mustGoOn,
  type SnapshotLifecycle,
  type SnapshotSettings,
  stepSnapshotRun,
} from '../engine/index.ts'
import type { Checker, FinishedRun } from './checkers/checker.ts'
import { type Bench, type CrashPoint, replayWorld, sweepWorld } from './crash-sweep.ts'
import { freezeBudgetMs } from './freeze-budget.ts'
import type { SnapshotScenario } from './model/scenario.ts'
import { SnapshotWorld } from './model/snapshot-world.ts'

export type SweepOptions = {
  readonly scenario: SnapshotScenario
  readonly seeds: SeedRange
  readonly checkers: readonly Checker[]
  /** The rules under test; ours unless a test plants a mistake. */
  readonly rules?: (settings: SnapshotSettings) => LifecycleRules<SnapshotLifecycle>
  /** Stops after so many failures. */
  readonly failuresWanted?: number
}

export type SeedRange = { readonly from: number; readonly count: number }

export type SweepFailure = {
  readonly scenario: string
  readonly seed: number
  /** Absent: nothing crashed. */
  readonly crash: CrashPoint | undefined
  readonly checker: string
  readonly found: string
}

export type SweepResult = {
  readonly runs: number
  readonly requests: number
  readonly failures: readonly SweepFailure[]
}

/** Sweeps every seed of a scenario and checks each run where it comes to rest. */
export function sweep(options: SweepOptions): SweepResult {
  const { scenario, seeds, failuresWanted = 5 } = options
  const failures: SweepFailure[] = []
  const bench: Bench<SnapshotLifecycle> = { rules: rulesOf(options), requests: 0 }
  let runs = 0
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < failuresWanted; seed++) {
    sweepWorld(bench, SnapshotWorld.begin(scenario, seed), (world, end, crash) => {
      runs++
      for (const { name, check } of options.checkers) {
        const found = check({ world, end, scenario })
        if (found !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: name, found })
      }
    })
  }
  return { runs, requests: bench.requests, failures }
}

/** One run again, from what a failure printed. Gives the world, its end and everything the engine asked. */
export function replay(
  scenario: SnapshotScenario,
  seed: number,
  crash: CrashPoint | undefined,
  options: Pick<SweepOptions, 'rules'> = {},
): FinishedRun & { readonly asked: readonly string[] } {
  const asked: string[] = []
  const world = SnapshotWorld.begin(scenario, seed)
  const end = replayWorld({ rules: rulesOf({ ...options, scenario }), requests: 0, asked }, world, crash)
  return { scenario, world, end, asked }
}

/** The engine's own rules. */
export function ourRules(settings: SnapshotSettings): LifecycleRules<SnapshotLifecycle> {
  return { step: (status, seen) => stepSnapshotRun(settings, status, seen), mustGoOn, mayBeFrozen }
}

function rulesOf({ rules = ourRules, scenario }: Pick<SweepOptions, 'rules' | 'scenario'>) {
  const settings = { attempts: scenario.attempts, freezeBudgetMs, commandTimeoutMs: 30_000 }
  return rules(scenario.cloud === undefined ? settings : { ...settings, cloud: { full: false } })
}
