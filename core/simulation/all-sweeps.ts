/** Every sweep there is over model worlds, in one shape: for the soak, and for telling a failure as a short story. */

import type { stepVolumeSnapshotSchedule } from '../engine/index.ts'
import { scheduleCheckers } from './checkers/schedule-checkers.ts'
import { snapshotCheckers } from './checkers/snapshot-checkers.ts'
import { replayClone, sweepClones } from './clone-sweep.ts'
import type { CrashPoint } from './crash-sweep.ts'
import { migrationScenarios } from './migration-scenarios.ts'
import { replayMigration, sweepMigrations } from './migration-sweep.ts'
import type { SnapshotScenario } from './model/scenario.ts'
import { replayRestore, sweepRestores } from './restore-sweep.ts'
import { cloneScenarios, cloudScenarios, restoreScenarios, snapshotScenarios } from './scenarios.ts'
import { scheduleScenarios } from './schedule-scenarios.ts'
import { sweepSchedules } from './schedule-sweep.ts'
import { type AnyScenario, type Replayed, type SmallFailure, shrinkFailure, simplerScenarios } from './shrink.ts'
import { shrinkSchedule } from './shrink-schedule.ts'
import {
  ourRules,
  replay,
  type SeedRange,
  type SweepFailure,
  type SweepOptions,
  type SweepResult,
  sweep,
} from './sweep.ts'

/** A kind of run with all its scenarios. */
export type Sweep = {
  readonly name: string
  /** Their names. */
  readonly scenarios: readonly string[]
  run(scenario: string, seeds: SeedRange): SweepResult
  /** The simplest run that breaks the same promise, told in words. */
  shrink(failure: SweepFailure): SmallFailure
}

/** A kind is added here, and is then soaked and told like the others. */
export function allSweeps(): readonly Sweep[] {
  return [
    snapshotSweep('snapshots', snapshotScenarios),
    snapshotSweep('cloud snapshots', cloudScenarios),
    sweepOf('clones', cloneScenarios, sweepClones, replayClone),
    sweepOf('restores', restoreScenarios, sweepRestores, replayRestore),
    sweepOf('migrations', migrationScenarios, sweepMigrations, replayMigration),
    scheduleSweep(),
  ]
}

/** `rules`: ours, unless a test plants a mistake. */
export function snapshotSweep(
  name: string,
  scenarios: readonly SnapshotScenario[],
  rules: NonNullable<SweepOptions['rules']> = ourRules,
): Sweep {
  return sweepOf(
    name,
    scenarios,
    ({ scenario, seeds }) => sweep({ scenario, seeds, checkers: snapshotCheckers, rules }),
    (scenario, seed, crash) => {
      const { asked, world } = replay(scenario, seed, crash, { rules })
      return { asked, truth: world.truth }
    },
  )
}

/** A schedule's runs are days long, so of every so many places one is tried; which ones follows from the seed. */
const crashEvery = 25

/** `step`: ours, unless a test plants a mistake. */
export function scheduleSweep(step?: typeof stepVolumeSnapshotSchedule): Sweep {
  const own = step === undefined ? {} : { step }
  const named = (wanted: string) => scheduleScenarios.find(({ name }) => name === wanted)
  return {
    name: 'schedules',
    scenarios: scheduleScenarios.map(({ name }) => name),
    run: (wanted, seeds) => {
      const scenario = named(wanted)
      if (scenario === undefined) return { runs: 0, requests: 0, failures: [] }
      return sweepSchedules({ scenario, seeds, checkers: scheduleCheckers, crashEvery, ...own })
    },
    shrink: failure => {
      const scenario = named(failure.scenario)
      if (scenario === undefined) return { ...failure, world: failure.scenario, story: [failure.found] }
      return shrinkSchedule(failure, { scenario, crashEvery, ...own })
    },
  }
}

type Swept<S> = (options: { readonly scenario: S; readonly seeds: SeedRange }) => SweepResult
type Replay<S> = (scenario: S, seed: number, crash: CrashPoint | undefined) => Replayed

function sweepOf<S extends AnyScenario>(
  name: string,
  scenarios: readonly S[],
  swept: Swept<S>,
  replayed: Replay<S>,
): Sweep {
  const named = (wanted: string): S | undefined => scenarios.find(one => one.name === wanted)
  return {
    name,
    scenarios: scenarios.map(scenario => scenario.name),
    run: (wanted, seeds) => {
      const scenario = named(wanted)
      return scenario === undefined ? { runs: 0, requests: 0, failures: [] } : swept({ scenario, seeds })
    },
    shrink: failure => shrinkFailure(failure, named(failure.scenario), { swept, replayed, simpler: simplerScenarios }),
  }
}
