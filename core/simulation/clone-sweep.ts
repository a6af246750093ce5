/** Crash sweeps of clones. Promise 8: a clone has exactly the bytes of its snapshot, and a deleted one leaves nothing. */

import { type CloneLifecycle, stepClone } from '../engine/index.ts'
import { type Bench, type CrashPoint, type RunEnd, replayWorld, sweepWorld } from './crash-sweep.ts'
import { CloneWorld, snapshotBytes } from './model/clone-world.ts'
import type { CloneScenario } from './model/scenario.ts'
import type { SeedRange, SweepFailure, SweepResult } from './sweep.ts'

export function sweepClones(options: {
  readonly scenario: CloneScenario
  readonly seeds: SeedRange
  readonly step?: typeof stepClone
}): SweepResult {
  const { scenario, seeds, step = stepClone } = options
  const rules = { step, mustGoOn: () => false, mayBeFrozen: () => false }
  const bench: Bench<CloneLifecycle> = { rules, requests: 0 }
  const failures: SweepFailure[] = []
  let runs = 0
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < 5; seed++) {
    sweepWorld(bench, CloneWorld.begin(scenario, seed), (world, end, crash) => {
      runs++
      const found = checkClone(world, end)
      if (found !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: 'clone', found })
    })
  }
  return { runs, requests: bench.requests, failures }
}

/** One run again: everything the engine asked. */
export function replayClone(
  scenario: CloneScenario,
  seed: number,
  crash: CrashPoint | undefined,
): { readonly asked: readonly string[] } {
  const asked: string[] = []
  const rules = { step: stepClone, mustGoOn: () => false, mayBeFrozen: () => false }
  replayWorld({ rules, requests: 0, asked }, CloneWorld.begin(scenario, seed), crash)
  return { asked }
}

/** What is wrong where the clone came to rest, or undefined. */
function checkClone(world: CloneWorld, end: RunEnd<CloneLifecycle>): string | undefined {
  if (end === 'endless') return 'It asks for ever.'
  const gone = end.end === 'gone' || (end.end === 'settled' && end.status.stage === 'Gone')
  if (gone) {
    if (world.volumes.length > 0) return 'The claim is gone, and its volume is left.'
    return world.object === undefined ? undefined : 'The claim is gone, and its PersistentVolume is left.'
  }
  if (end.end !== 'settled' || end.status.stage !== 'Final') return 'It does not come to its end.'
  if (end.status.outcome === 'failed') return undefined
  const { volume } = end.status
  const made = world.volumes.find(one => one.handle === volume)
  if (made?.bytes !== snapshotBytes) return 'The clone has not the bytes of its snapshot.'
  if (world.volumes.length !== 1) return `There are ${world.volumes.length} volumes for one clone.`
  return world.object === volume ? undefined : 'The PersistentVolume names another volume.'
}
