/** A run that breaks a promise becomes a short story: planted mistakes in the engine, shrunk and told. */

import { type LifecycleRules, type SnapshotLifecycle, stepVolumeSnapshotSchedule } from '@pxsnap/core/engine'
import {
  allSweeps,
  ourRules,
  type SmallFailure,
  scheduleSweep,
  snapshotScenarios,
  snapshotSweep,
} from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'

type Rules = typeof ourRules

/** The smallest failure of a planted mistake, beginning from the scenario with everything in it. */
function smallest(scenario: string, rules: Rules): SmallFailure {
  const sweep = snapshotSweep('planted', snapshotScenarios, rules)
  for (let seed = 1; seed < 40; seed++) {
    const [failure] = sweep.run(scenario, { from: seed, count: 1 }).failures
    if (failure !== undefined) return sweep.shrink(failure)
  }
  throw new Error('The planted mistake was not caught.')
}

/** Holds and watchdogs get ten minutes instead of the budget. */
const longHolds: Rules = settings => ourRules({ ...settings, freezeBudgetMs: 600_000 })

/** A copy is called application-consistent whatever happened to its freeze. */
const alwaysApplication: Rules = settings => {
  const ours = ourRules({ ...settings, attempts: 1 })
  const step: LifecycleRules<SnapshotLifecycle>['step'] = (status, seen) => {
    const next = ours.step(status, seen)
    if (next.status === status || next.status.stage !== 'Recording') return next
    return { ...next, status: { ...next.status, verdict: { consistency: 'application' } } }
  }
  return { ...ours, step }
}

describe('a failing model run', () => {
  test('shrinks to one pod, one volume, one crash and no faults, told in words', () => {
    const small = smallest('group, hold, all at fault, pod-restart', longHolds)
    expect(small.world).toBe('single snapshot with rule "hold", 1 volume, 1 pod, no faults')
    expect(small.crash?.at).toBeLessThan(6)
    expect(small.story.length).toBeLessThan(60)
    expect(small.story.join('\n')).toContain('the process dies')
    expect(small.story.join('\n')).toContain('pod 0 stands still')
    expect(small.story.at(-1)).toMatch(/^Broken: /)
  })

  test('keeps what it needs: without the restart of the pod nothing goes wrong', () => {
    const small = smallest('group, hold, all at fault, pod-restart', alwaysApplication)
    expect(small.world).toBe('single snapshot with rule "hold", 1 volume, 1 pod, incident pod-restart, no faults')
    expect(small.story.at(-1)).toContain('not every pod stood still')
  })

  test('is the same story every time', () => {
    const name = 'single, hold, pods at fault'
    expect(smallest(name, longHolds)).toEqual(smallest(name, longHolds))
  })
})

describe('a failing run of a schedule', () => {
  type Step = typeof stepVolumeSnapshotSchedule
  const smallestOf = (scenario: string, step: Step): SmallFailure => {
    const sweep = scheduleSweep(step)
    for (let seed = 1; seed < 20; seed++) {
      const [failure] = sweep.run(scenario, { from: seed, count: 1 }).failures
      if (failure !== undefined) return sweep.shrink(failure)
    }
    throw new Error('The planted mistake was not caught.')
  }
  /** Nobody is told of anything. */
  const silent: Step = (settings, status, seen) => {
    const step = stepVolumeSnapshotSchedule(settings, status, seen)
    return step.status.tidings.length === 0 ? step : { ...step, status: { ...step.status, tidings: [] } }
  }
  /** Every usable run but the newest has had its time. */
  const greedy: Step = (settings, status, seen) => {
    const step = stepVolumeSnapshotSchedule(settings, status, seen)
    const ready = step.status.items.filter(({ phase, leaving }) => phase === 'ready' && leaving === undefined)
    const [oldest] = ready
    if (step.status === status || ready.length < 2 || oldest === undefined) return step
    const items = step.status.items.map(item => (item === oldest ? { ...item, leaving: 'asked' as const } : item))
    return { ...step, status: { ...step.status, items } }
  }

  test('shrinks to the one thing that is needed, told in words', () => {
    const small = smallestOf('nobody there for hours', silent)
    expect(small.world).toMatch(/^schedule with Interval, \d days?(, incidents [a-z-]+)?, no faults$/)
    expect(small.story.join('\n')).toMatch(/the process dies|nobody carries it out|its policy is deleted/)
    expect(small.story.length).toBeLessThan(42)
    expect(small.story.at(-1)).toMatch(/^Broken: The \w+ slot of .* has neither run nor event\.$/)
    expect(small.story.join('\n')).toMatch(/^2026-\d\d-\d\d \d\d:\d\d:\d\d {2}makes orders-/m)
  })
  test('shrinks to no faults and one section where the mistake is always made', () => {
    const small = smallestOf('everything at once', greedy)
    expect(small.world).toMatch(/^schedule with (Daily|Weekly), \d+ days?, no faults$/)
    expect(small.story.join('\n')).toContain('deletes orders-')
    expect(small.story.at(-1)).toContain('usable')
  })
  test('is the same story every time', () => {
    expect(smallestOf('every two hours', greedy)).toEqual(smallestOf('every two hours', greedy))
  })
})

test('every kind of run that is swept can be soaked, and keeps its promises on a few seeds', () => {
  const sweeps = allSweeps()
  expect(new Set(sweeps.map(({ name }) => name)).size).toBe(sweeps.length)
  for (const sweep of sweeps) {
    const [scenario] = sweep.scenarios
    if (scenario === undefined) throw new Error(`${sweep.name} has no scenarios`)
    const { runs, failures } = sweep.run(scenario, { from: 9_000, count: 1 })
    expect(failures).toEqual([])
    expect(runs).toBeGreaterThan(1)
  }
})
