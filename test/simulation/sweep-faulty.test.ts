/** The same places at which a process can die, in worlds where everything else goes wrong as well. */

import { noFaults, type SweepFailure, snapshotCheckers, snapshotScenarios, sweep } from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'
import { sweepFloors } from './sweep-floors.ts'

const faulty = snapshotScenarios.filter(({ faults }) => faults !== noFaults)
let swept = 0

describe('no crash point breaks a promise', () => {
  for (const kind of ['single', 'group'] as const) {
    for (const rule of ['none', 'hold', 'pair', 'flush', 'mixed', 'failing']) {
      test(`${kind} snapshots with faults everywhere, rule: ${rule}`, { timeout: 300_000 }, () => {
        const failures = faulty
          .filter(one => one.kind === kind && one.rule === rule)
          .flatMap((scenario): readonly SweepFailure[] => {
            const result = sweep({ scenario, seeds: { from: 100, count: 4 }, checkers: snapshotCheckers })
            swept += result.runs
            return result.failures
          })
        expect(failures).toEqual([])
      })
    }
  }

  test('the sweeps above were at least as many as they are counted for', () => {
    expect(swept).toBeGreaterThanOrEqual(sweepFloors.faulty)
  })
})
