/** Cloud snapshots: every place at which a process can die, with an object store that fails, is slow or falls silent. */

import { cloudScenarios, noFaults, type SweepFailure, snapshotCheckers, sweep } from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'
import { sweepFloors } from './sweep-floors.ts'

let swept = 0

describe('no crash point breaks a promise', () => {
  for (const kind of ['single', 'group'] as const) {
    test(`${kind} snapshots uploaded in a calm world`, { timeout: 120_000 }, () => {
      expect(failuresOf(kind, true, 8)).toEqual([])
    })
    test(`${kind} snapshots uploaded with faults everywhere`, { timeout: 120_000 }, () => {
      expect(failuresOf(kind, false, 3)).toEqual([])
    })
  }

  test('the sweeps above were at least as many as they are counted for', () => {
    expect(swept).toBeGreaterThanOrEqual(sweepFloors.cloud)
  })
})

function failuresOf(kind: 'single' | 'group', calm: boolean, count: number): readonly SweepFailure[] {
  return cloudScenarios
    .filter(scenario => scenario.kind === kind && (scenario.faults === noFaults) === calm)
    .flatMap(scenario => {
      const result = sweep({ scenario, seeds: { from: 1, count }, checkers: snapshotCheckers })
      swept += result.runs
      return result.failures
    })
}
