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

const calm = snapshotScenarios.filter(({ faults }) => faults === noFaults)
const faulty = snapshotScenarios.filter(({ faults }) => faults !== noFaults)
const kinds = ['single', 'group'] as const
let swept = 0

describe('no crash point breaks a promise', () => {
  for (const kind of kinds) {
    test(`${kind} snapshots in a calm world, struck by at most one incident`, { timeout: 300_000 }, () => {
      expect(
        failuresOf(
          calm.filter(one => one.kind === kind),
          { from: 1, count: 10 },
        ),
      ).toEqual([])
    })
    for (const rule of ['none', 'hold', 'pair', 'flush', 'mixed', 'failing']) {
      test(`${kind} snapshots with faults everywhere, rule: ${rule}`, { timeout: 300_000 }, () => {
        const chosen = faulty.filter(one => one.kind === kind && one.rule === rule)
        expect(failuresOf(chosen, { from: 100, count: 3 })).toEqual([])
      })
    }
  }

  test.each(cloneScenarios)('$name', scenario => {
    const result = sweepClones({ scenario, seeds: { from: 1, count: 60 } })
    swept += result.runs
    expect(result.failures).toEqual([])
  })

  test('the sweeps above were at least 50,000 runs', () => {
    expect(swept).toBeGreaterThanOrEqual(50_000)
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
