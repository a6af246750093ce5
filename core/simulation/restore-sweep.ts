/** Crash sweeps of restores in place. Promise 8: the snapshot's bytes, proved, or the old data; and the application runs. */

import { type RestoreLifecycle, restoreMustGoOn, stepVolumeSnapshotRestore } from '../engine/index.ts'
import { type Bench, type CrashPoint, type RunEnd, replayWorld, sweepWorld } from './crash-sweep.ts'
import { type Held, RestoreWorld, usualReplicas } from './model/restore-world.ts'
import type { RestoreScenario } from './model/scenario.ts'
import type { SeedRange, SweepFailure, SweepResult } from './sweep.ts'

export function sweepRestores(options: {
  readonly scenario: RestoreScenario
  readonly seeds: SeedRange
  readonly step?: typeof stepVolumeSnapshotRestore
}): SweepResult {
  const { scenario, seeds, step = stepVolumeSnapshotRestore } = options
  const rules = { step, mustGoOn: restoreMustGoOn, mayBeFrozen: () => false }
  const bench: Bench<RestoreLifecycle> = { rules, requests: 0 }
  const failures: SweepFailure[] = []
  let runs = 0
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < 5; seed++) {
    sweepWorld(bench, RestoreWorld.begin(scenario, seed), (world, end, crash) => {
      runs++
      const found = checkRestore(world, end)
      if (found !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: 'restore', found })
    })
  }
  return { runs, requests: bench.requests, failures }
}

/** One run again: everything the engine asked. */
export function replayRestore(
  scenario: RestoreScenario,
  seed: number,
  crash: CrashPoint | undefined,
): { readonly asked: readonly string[] } {
  const asked: string[] = []
  const rules = { step: stepVolumeSnapshotRestore, mustGoOn: restoreMustGoOn, mayBeFrozen: () => false }
  replayWorld({ rules, requests: 0, asked }, RestoreWorld.begin(scenario, seed), crash)
  return { asked }
}

/** What is wrong where the restore came to rest, or undefined. */
function checkRestore(world: RestoreWorld, end: RunEnd<RestoreLifecycle>): string | undefined {
  if (end === 'endless') return 'It asks for ever.'
  if (world.underfoot) return 'A volume was written under a running application.'
  const status = end.end === 'settled' || end.end === 'stopped' ? end.status : undefined
  const gone = end.end === 'gone' || status?.stage === 'Gone'
  if (!gone && status?.stage !== 'Final') return `It rests at ${status?.stage ?? end.end}.`
  const wrong = wrongData(world)
  if (wrong !== undefined) return wrong
  if (world.replicas !== usualReplicas) return `The application has ${world.replicas} replicas, not ${usualReplicas}.`
  if (world.safety !== undefined) return 'The safety snapshot is left.'
  if (world.fetched.some(is => is)) return 'A fetched backup is left.'
  if (status?.stage !== 'Final') return undefined
  const { outcome } = status
  const holds = dataAtEnd(world)
  if (outcome === 'successful' && !holds.every(isSnapshot)) return 'It is successful and a volume holds something else.'
  if (outcome === 'failed' && holds.some(isSnapshot)) return 'It failed, and a volume was overwritten all the same.'
  return undefined
}

/** Whenever the application starts it finds all of the snapshot, or all that it last wrote. */
function wrongData(world: RestoreWorld): string | undefined {
  const all = world.scenario.used ? world.starts : [world.volumes]
  for (const held of all) {
    if (held.every(isSnapshot)) continue
    const old = world.scenario.used ? world.heldAtStop : held.map((): Held => ({ from: 'old', writes: 0 }))
    const isOld = held.every(({ from, writes }, index) => from === 'old' && writes === old[index]?.writes)
    if (!isOld) return `The volumes hold ${held.map(({ from, writes }) => `${from}+${writes}`).join(', ')}.`
  }
  return undefined
}

function dataAtEnd({ starts, volumes, scenario }: RestoreWorld): readonly Held[] {
  return (scenario.used ? starts.at(-1) : undefined) ?? volumes
}

function isSnapshot({ from, writes }: Held): boolean {
  return from === 'snapshot' && writes === 0
}
