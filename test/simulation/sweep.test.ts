/** Every place at which a process can die, in every scenario, with the promises checked where things come to rest. */

import {
  cloneScenarios,
  noFaults,
  replay,
  type SnapshotScenario,
  type SweepFailure,
  snapshotCheckers,
  snapshotScenarios,
  sweep,
  sweepClones,
} from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'
import { regressions } from './regressions.ts'
import { sweepFloors } from './sweep-floors.ts'

const calm = snapshotScenarios.filter(({ faults }) => faults === noFaults)
const kinds = ['single', 'group'] as const
let swept = 0
let clonesSwept = 0

describe('no crash point breaks a promise', () => {
  for (const kind of kinds) {
    test(`${kind} snapshots in a calm world, struck by at most one incident`, { timeout: 300_000 }, () => {
      expect(
        failuresOf(
          calm.filter(one => one.kind === kind),
          { from: 1, count: 14 },
        ),
      ).toEqual([])
    })
  }

  test.each(cloneScenarios)('$name', scenario => {
    const result = sweepClones({ scenario, seeds: { from: 1, count: 60 } })
    clonesSwept += result.runs
    expect(result.failures).toEqual([])
  })

  test('the ordinary tests sweep at least 100,000 runs in all, and each file its part', () => {
    expect(swept).toBeGreaterThanOrEqual(sweepFloors.calm)
    expect(clonesSwept).toBeGreaterThanOrEqual(sweepFloors.clones)
    expect(Object.values(sweepFloors).reduce((sum, floor) => sum + floor, 0)).toBeGreaterThanOrEqual(100_000)
  })
})

describe('what once broke a promise stays whole', () => {
  test.each(regressions)('$scenario, seed $seed', ({ scenario, seed, crash }) => {
    const run = replay(scenarioOf(scenario), seed, crash)
    for (const { name, check } of snapshotCheckers) expect({ [name]: check(run) }).toEqual({ [name]: undefined })
  })
})

test('a run is a function of its seed', () => {
  const scenario = scenarioOf('group, mixed, all at fault, pod-restart')
  const crash = { at: 12, when: 'after' } as const
  const first = replay(scenario, 5, crash)
  const second = replay(scenario, 5, crash)
  expect(second.asked).toEqual(first.asked)
  expect(second.world.truth).toEqual(first.world.truth)
})

function failuresOf(
  scenarios: readonly SnapshotScenario[],
  seeds: { readonly from: number; readonly count: number },
): readonly SweepFailure[] {
  return scenarios.flatMap(scenario => {
    const result = sweep({ scenario, seeds, checkers: snapshotCheckers })
    swept += result.runs
    return result.failures
  })
}

function scenarioOf(name: string): SnapshotScenario {
  const found = snapshotScenarios.find(one => one.name === name)
  if (found === undefined) throw new Error(`There is no scenario ${name}.`)
  return found
}
