/** Restores in place: every place at which a process can die, with a storage that fails, lies, is slow or falls silent. */

import { restoreScenarios, sweepRestores } from '@pxsnap/core/simulation'
import { expect, test } from 'vitest'
import { sweepFloors } from './sweep-floors.ts'

let swept = 0

test.each(restoreScenarios)('$name', { timeout: 60_000 }, scenario => {
  const result = sweepRestores({ scenario, seeds: { from: 1, count: 15 } })
  swept += result.runs
  expect(result.failures).toEqual([])
})

test('the sweeps above were at least as many as they are counted for', () => {
  expect(swept).toBeGreaterThanOrEqual(sweepFloors.restores)
})

test('a process that comes back after minutes still removes the safety snapshot', () => {
  const scenario = restoreScenarios.find(({ name }) => name === 'restore, nobody runs')
  if (scenario === undefined) throw new Error('There is no such scenario.')
  expect(sweepRestores({ scenario, seeds: { from: 40_000_012, count: 1 } }).failures).toEqual([])
})
