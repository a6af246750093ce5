/** A run that breaks a promise becomes a short story: planted mistakes in the engine, shrunk and told. */

import type { LifecycleRules, SnapshotLifecycle } from '@pxsnap/core/engine'
import { allSweeps, ourRules, type SmallFailure, snapshotScenarios, snapshotSweep } from '@pxsnap/core/simulation'
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
