/** Promises 5 and 7 at every place where the process that carries out a schedule can die. */

import { type ScheduleLifecycle, type Seen, stepVolumeSnapshotSchedule } from '@pxsnap/core/engine'
import {
  noSlotIsLost,
  retentionKeepsUsable,
  type ScheduleScenario,
  scheduleCheckers,
  scheduleGoesOn,
  scheduleScenarios,
  sweepSchedules,
} from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'

describe.each(scheduleScenarios)('$name', scenario => {
  test('no slot is lost, nothing that is to be kept is deleted, and nothing blocks for ever', () => {
    const checkers = scheduleCheckers
    const { runs, failures } = sweepSchedules({ scenario, seeds: { from: 0, count: 2 }, checkers, crashEvery: 17 })
    expect(failures).toEqual([])
    expect(runs).toBeGreaterThan(10)
  })
})

describe('a mistake that is planted is found', () => {
  type Step = typeof stepVolumeSnapshotSchedule
  const named = (name: string): ScheduleScenario => {
    const found = scheduleScenarios.find(scenario => scenario.name === name)
    if (found === undefined) throw new Error(`There is no scenario ${name}.`)
    return found
  }
  const foundWith = (name: string, step: Step, checker: (typeof scheduleCheckers)[number]) =>
    sweepSchedules({ scenario: named(name), seeds: { from: 0, count: 3 }, checkers: [checker], crashEvery: 23, step })
      .failures

  test('a missed slot that nobody is told of', () => {
    const silent: Step = (settings, status, seen) => {
      const step = stepVolumeSnapshotSchedule(settings, status, seen)
      return step.status.tidings.length === 0 ? step : { ...step, status: { ...step.status, tidings: [] } }
    }
    expect(foundWith('nobody there for hours', silent, noSlotIsLost)).not.toEqual([])
  })

  test('a slot that is passed before its run is remembered', () => {
    const forgetful: Step = (settings, status, seen) => {
      const step = stepVolumeSnapshotSchedule(settings, status, seen)
      const planned = step.status.items.filter(({ phase }) => phase === 'planned')
      const isNew = planned.some(item => !status.items.includes(item))
      return isNew && seen.now % 3 === 0
        ? { ...step, status: { ...step.status, items: step.status.items.filter(item => !planned.includes(item)) } }
        : step
    }
    expect(foundWith('every two hours', forgetful, noSlotIsLost)).not.toEqual([])
  })

  test('retention that counts one run too few', () => {
    const greedy: Step = (settings, status, seen) => {
      const step = stepVolumeSnapshotSchedule(settings, status, seen)
      const ready = step.status.items.filter(({ phase, leaving }) => phase === 'ready' && leaving === undefined)
      const [oldest] = ready
      return step.status === status || ready.length < 3 || oldest === undefined
        ? step
        : { ...step, status: withItem(step.status, oldest.name) }
    }
    expect(foundWith('every two hours', greedy, retentionKeepsUsable)).not.toEqual([])
  })

  test('retention that knows nothing of chains', () => {
    const blind: Step = (settings, status, seen) => stepVolumeSnapshotSchedule(settings, status, withoutChains(seen))
    expect(foundWith('uploads in chains', blind, retentionKeepsUsable)).not.toEqual([])
  })

  test('a run that may take for ever', () => {
    const patient: Step = (settings, status, seen) =>
      stepVolumeSnapshotSchedule({ ...settings, deadlineMs: 1e12 }, status, seen)
    expect(foundWith('runs that never end', patient, scheduleGoesOn)).not.toEqual([])
  })
})

function withItem(status: ScheduleLifecycle, leaving: string): ScheduleLifecycle {
  return { ...status, items: status.items.map(item => (item.name === leaving ? { ...item, leaving: 'asked' } : item)) }
}

function withoutChains(seen: Seen): Seen {
  const looked = seen.outcomes.runs
  if (looked?.got !== 'schedule-view') return seen
  const runs = looked.view.runs.map(({ name, leaving, state }) => ({ name, leaving, state }))
  return { ...seen, outcomes: { ...seen.outcomes, runs: { ...looked, view: { ...looked.view, runs } } } }
}

test('a run that is given up and done a moment later is kept: it is a recovery point', () => {
  const scenario = scheduleScenarios.find(({ name }) => name === 'uploads in chains')
  if (scenario === undefined) throw new Error('There is no such scenario.')
  const seeds = { from: 7_000_007, count: 1 }
  expect(sweepSchedules({ scenario, seeds, checkers: scheduleCheckers, crashEvery: 25 }).failures).toEqual([])
})
