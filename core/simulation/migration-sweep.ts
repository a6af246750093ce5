/** Crash sweeps of migrations. Promise 6: never both sides, nothing lost, and whoever is interrupted can go on. */

import { type MigrationLifecycle, migrationMayBeFrozen, migrationMustGoOn, stepMigration } from '../engine/index.ts'
import { type Bench, type CrashPoint, type RunEnd, replayWorld, sweepWorld } from './crash-sweep.ts'
import { freezeBudgetMs } from './freeze-budget.ts'
import { MigrationWorld } from './model/migration-world.ts'
import type { MigrationScenario } from './model/scenario.ts'
import type { SeedRange, SweepFailure, SweepResult } from './sweep.ts'

type Rules = Bench<MigrationLifecycle>['rules']

export function sweepMigrations(options: {
  readonly scenario: MigrationScenario
  readonly seeds: SeedRange
  /** Ours unless a test plants a mistake. */
  readonly step?: typeof stepMigration
}): SweepResult {
  const { scenario, seeds } = options
  const bench: Bench<MigrationLifecycle> = { rules: rulesOf(options.step), requests: 0 }
  const failures: SweepFailure[] = []
  let runs = 0
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < 5; seed++) {
    sweepWorld(bench, MigrationWorld.begin(scenario, seed), (world, end, crash) => {
      runs++
      const found = checkMigration(world, end)
      if (found !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: 'migration', found })
    })
  }
  return { runs, requests: bench.requests, failures }
}

/** One run again, from what a failure printed. */
export function replayMigration(scenario: MigrationScenario, seed: number, crash: CrashPoint | undefined) {
  const asked: string[] = []
  const world = MigrationWorld.begin(scenario, seed)
  const end = replayWorld<MigrationLifecycle, MigrationWorld>({ rules: rulesOf(), requests: 0, asked }, world, crash)
  return { world, end, asked, found: checkMigration(world, end) }
}

function rulesOf(step: typeof stepMigration = stepMigration): Rules {
  const settings = { snapshot: { attempts: 3, freezeBudgetMs, commandTimeoutMs: 30_000 } }
  return {
    step: (status, seen) => step(settings, status, seen),
    mustGoOn: migrationMustGoOn,
    mayBeFrozen: migrationMayBeFrozen,
  }
}

/** What is wrong where the migration came to rest, or undefined. */
function checkMigration(world: MigrationWorld, end: RunEnd<MigrationLifecycle>): string | undefined {
  if (end === 'endless') return 'It asks for ever.'
  if (world.bothActive) return 'Both sides were active.'
  if (world.overwrittenInUse) return 'A volume was overwritten under a running application.'
  if (world.frozenSince >= 0) return 'The application is still frozen.'
  if (world.longestFreezeMs > freezeBudgetMs + 2_000) return `It was frozen for ${world.longestFreezeMs} ms.`
  const status = end.end === 'settled' || end.end === 'stopped' ? end.status : undefined
  const gone = end.end === 'gone' || status?.stage === 'Gone'
  if (!gone && status?.stage !== 'Final') return `It rests at ${status?.stage ?? end.end}.`
  if (world.storage.copies.length > 0) return 'A snapshot is left here.'
  const switched = world.replicasThere > 0
  if (switched) return afterSwitch(world, status)
  if (!world.isActiveHere()) return 'Nobody is active.'
  if (status?.stage !== 'Final') return undefined
  if (status.outcome === 'failed') return leftThere(world)
  if (world.scenario.moves) return 'It says that it moved, and nobody runs there.'
  return copied(world, status)
}

function afterSwitch(world: MigrationWorld, status: MigrationLifecycle | undefined): string | undefined {
  if (!world.scenario.moves) return 'A copy was started there.'
  if (status?.stage === 'Final' && status.outcome === 'failed') return 'It failed, and runs there all the same.'
  if (world.foundAtStart === world.data) return undefined
  return `The application found ${world.foundAtStart} there, and had written ${world.data} here.`
}

function copied({ cuts, arrived, scenario }: MigrationWorld, status: Extract<MigrationLifecycle, { stage: 'Final' }>) {
  const cut = cuts.findLast(({ data }) => data === arrived)
  if (cut === undefined) return `What arrived there, ${arrived}, is of no instant here.`
  const asked = scenario.rule !== 'none'
  if (asked && status.outcome === 'successful' && !cut.still) return 'It is successful, and nobody stood still.'
  return undefined
}

/** A migration that did not come about leaves nothing there. */
function leftThere({ arrived, applied }: MigrationWorld): string | undefined {
  if (applied.length > 0) return `${applied.join(', ')} are left there.`
  return arrived === undefined ? undefined : 'A volume is left there.'
}
