import { type MigrationLifecycle, stepMigration } from '@pxsnap/core/engine'
import { migrationScenarios, sweepMigrations } from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'

test.each(migrationScenarios.map(scenario => [scenario.name, scenario] as const))(
  'wherever its processes die, %s never has both sides active and loses nothing',
  (_, scenario) => {
    const { runs, failures } = sweepMigrations({ scenario, seeds: { from: 0, count: 3 } })
    expect(failures).toEqual([])
    expect(runs).toBeGreaterThan(150)
  },
)

type Step = typeof stepMigration

/** What is found when a mistake is planted into the steps. */
function found(name: string, step: Step): readonly string[] {
  const scenario = migrationScenarios.find(one => one.name === name)
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  return sweepMigrations({ scenario, seeds: { from: 0, count: 6 }, step }).failures.map(failure => failure.found)
}

/** Our step, but for what it enters. */
function entering(change: (next: MigrationLifecycle, status: MigrationLifecycle) => MigrationLifecycle): Step {
  return (settings, status, seen) => {
    const step = stepMigration(settings, status, seen)
    return step.status === status ? step : { ...step, status: change(step.status, status) }
  }
}

describe('a planted mistake is found:', () => {
  test('what was written while the volumes were copied is not copied', () => {
    const mistake = entering((next, status) =>
      status.stage === 'Stopping' && next.stage === 'Copying' ? { ...status, stage: 'Applying', at: 0 } : next,
    )
    expect(found('a move', mistake)).toContainEqual(expect.stringContaining('and had written'))
  })

  test('the way back is taken after the switch', () => {
    const mistake = entering((next, status) => {
      if (status.stage !== 'Activating' || next.stage !== 'Tidying') return next
      const failure = { code: 'unreachable', message: 'a wrong turn', blame: 'cluster' } as const
      return { ...status, stage: 'RollingBack', failure }
    })
    expect(found('a move', mistake)).toContain('Both sides were active.')
  })

  test('a failure leaves the source stopped', () => {
    const mistake: Step = (settings, status, seen) =>
      stepMigration(settings, status.stage === 'RollingBack' ? { ...status, stopped: false } : status, seen)
    expect(found('a move in rough weather', mistake)).toContain('Nobody is active.')
  })

  test('checksums are not compared', () => {
    const mistake: Step = (settings, status, seen) => {
      const outcomes = Object.fromEntries(
        Object.entries(seen.outcomes).map(([key, one]) => [
          key,
          one.got === 'digests' ? { ...one, there: one.here } : one,
        ]),
      )
      return stepMigration(settings, status, { ...seen, outcomes })
    }
    expect(found('a move in rough weather', mistake)).toContainEqual(expect.stringContaining('found -1'))
  })

  test('what was made there is forgotten', () => {
    const mistake = entering((next, status) =>
      next.stage === 'RollingBack' && status.stage === 'Applying'
        ? {
            began: next.began,
            since: next.since,
            evidence: next.evidence,
            stage: 'Final',
            outcome: 'failed',
            failure: next.failure,
          }
        : next,
    )
    expect(found('a move in rough weather', mistake).length).toBeGreaterThan(0)
  })

  test('the snapshots stay', () => {
    const mistake = entering((next, status) =>
      next.stage === 'Tidying' && status.stage === 'Activating'
        ? { ...next, stage: 'Final', outcome: 'successful' }
        : next,
    )
    expect(found('a move', mistake)).toContain('A snapshot is left here.')
  })
})
