/** Each checker catches the mistake it is for: the mistake is planted in the rules, and the sweep must find it. */

import {
  type LifecycleRules,
  mayBeFrozen,
  mustGoOn,
  type RestoreLifecycle,
  type Seen,
  type SnapshotLifecycle,
  type SnapshotSettings,
  stepClone,
  stepSnapshotRun,
  stepVolumeSnapshotRestore,
} from '@pxsnap/core/engine'
import {
  allOrNothing,
  type Checker,
  cloneScenarios,
  cloudScenarios,
  freezesEnd,
  ourRules,
  restoreScenarios,
  retryQuiescesAgain,
  runEnds,
  type SnapshotScenario,
  snapshotScenarios,
  successLiesInside,
  sweep,
  sweepClones,
  sweepRestores,
  thawBeforeUpload,
  uploadedOnce,
} from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'

type Rules = LifecycleRules<SnapshotLifecycle>
type Planted = {
  readonly mistake: string
  readonly checker: Checker
  readonly scenario: string
  /** A slower storage, so that an incident is likely to fall between the freeze and the instant. */
  readonly cutMs?: readonly [number, number]
  readonly plant: (settings: SnapshotSettings) => Rules
}

const planted: readonly Planted[] = [
  {
    mistake: 'holds and watchdogs get ten minutes instead of the budget',
    checker: freezesEnd,
    scenario: 'single, hold',
    plant: settings => ourRules({ ...settings, freezeBudgetMs: 600_000 }),
  },
  {
    mistake: 'no watchdog is set',
    checker: freezesEnd,
    scenario: 'single, pair',
    plant: settings =>
      changing(settings, status =>
        status.stage === 'Armed' ? { ...status, intent: { ...status.intent, watched: false } } : status,
      ),
  },
  {
    mistake: 'a post command that failed counts as a thaw, so that its watchdog is closed',
    checker: freezesEnd,
    scenario: 'single, pair, stuck',
    plant: settings => ({
      ...ourRules(settings),
      step: (status, seen) => {
        const believed = Object.entries(seen.outcomes).map(([key, outcome]) => {
          const isThaw = key.includes('/post/') && outcome.got === 'exit'
          return [key, isThaw ? { ...outcome, exit: 0 } : outcome] as const
        })
        return stepSnapshotRun(settings, status, { ...seen, outcomes: Object.fromEntries(believed) })
      },
    }),
  },
  {
    mistake: 'a copy is called application-consistent whatever happened to its freeze',
    checker: successLiesInside,
    scenario: 'single, hold, pod-restart',
    cutMs: [1_500, 2_500],
    plant: settings =>
      changing({ ...settings, attempts: 1 }, status =>
        status.stage === 'Recording' ? { ...status, verdict: { consistency: 'application' } } : status,
      ),
  },
  {
    mistake: 'the snapshot is taken before anything is frozen',
    checker: successLiesInside,
    scenario: 'single, hold',
    plant: settings =>
      changing(settings, (status, before) =>
        status.stage === 'Armed' && before.stage === 'Pending'
          ? withoutRule({ ...status, stage: 'Cutting', members: status.intent.members })
          : status,
      ),
  },
  {
    mistake: 'an attempt after a failed one does not freeze again',
    checker: retryQuiescesAgain,
    scenario: 'group, hold, cluster at fault',
    plant: settings =>
      changing(settings, status =>
        status.stage === 'Armed' && status.attempt > 1
          ? withoutRule({ ...status, stage: 'Cutting', members: status.intent.members })
          : status,
      ),
  },
  {
    mistake: 'a failed attempt is not discarded',
    checker: allOrNothing,
    scenario: 'group, none, cluster at fault',
    plant: settings => ({
      ...ourRules(settings),
      step: (status, seen) => {
        const step = stepSnapshotRun(settings, status, seen)
        if (status.stage !== 'RollingBack' || step.effects.length === 0) return step
        const done = step.effects.map(effect => [effect.key, { from: seen.now, to: seen.now, got: 'done' }] as const)
        return stepSnapshotRun(settings, status, {
          ...seen,
          outcomes: { ...seen.outcomes, ...Object.fromEntries(done) },
        })
      },
    }),
  },
  {
    mistake: 'the upload begins while everything is frozen, and the thaw waits for it',
    checker: thawBeforeUpload,
    scenario: 'group, hold, cloud',
    plant: settings =>
      changing(settings, status => {
        if (status.stage !== 'Thawing' || status.copies === undefined) return status
        const { attempt, failures, interruptions, since, evidence, copies } = status
        const bound = copies.map((copy, index) => ({ ...copy, cloud: { task: `upload-${attempt}-${index}` } }))
        const verdict = { consistency: 'application' } as const
        const base = { attempt, failures, interruptions, since, evidence }
        return { ...base, stage: 'Uploading', copies: bound, verdict, wish: { full: false }, tries: 1 }
      }),
  },
  {
    mistake: 'every process uploads under a name of its own',
    checker: uploadedOnce,
    scenario: 'group, none, cloud',
    plant: settings => ({
      ...ourRules(settings),
      step: (status, seen) => {
        const step = stepSnapshotRun(settings, status, seen)
        const effects = step.effects.map(effect =>
          effect.do === 'upload' ? { ...effect, task: `${effect.task}-${seen.epoch}` } : effect,
        )
        return { ...step, effects }
      },
    }),
  },
  {
    mistake: 'a deleted cloud snapshot leaves its uploads in the store',
    checker: allOrNothing,
    scenario: 'group, none, cloud, deletion',
    plant: settings => ({
      ...ourRules(settings),
      step: (status, seen) => {
        const step = stepSnapshotRun(settings, status, seen)
        const isKept = (name: string) => name === 'delete-backup' || name === 'discard-upload'
        if (status.stage !== 'Deleting' || !step.effects.some(effect => isKept(effect.do))) return step
        const done = step.effects
          .filter(effect => isKept(effect.do))
          .map(effect => [effect.key, { from: seen.now, to: seen.now, got: 'done' }] as const)
        return stepSnapshotRun(settings, status, {
          ...seen,
          outcomes: { ...seen.outcomes, ...Object.fromEntries(done) },
        })
      },
    }),
  },
  {
    mistake: 'a process that finds a freeze of another one waits for it',
    checker: runEnds,
    scenario: 'single, pair',
    plant: settings => ({
      ...ourRules(settings),
      step: (status, seen) => {
        const isOther = (status.stage === 'Armed' || status.stage === 'Freezing') && status.epoch !== seen.epoch
        const step = stepSnapshotRun(settings, status, seen)
        return isOther ? { ...step, status, effects: [], wake: { on: 'never' } } : step
      },
    }),
  },
]

describe('a planted mistake is found', () => {
  test.each(planted)('$checker.name: $mistake', ({ checker, scenario, cutMs, plant }) => {
    const usual = scenarioOf(scenario)
    const result = sweep({
      scenario: { ...usual, cutMs: cutMs ?? usual.cutMs },
      seeds: { from: 1, count: 30 },
      checkers: [checker],
      rules: plant,
      failuresWanted: 1,
    })
    expect(result.failures.map(failure => failure.checker)).toContain(checker.name)
  })

  test.each(planted)('$checker.name keeps silent without it, in: $scenario', ({ checker, scenario }) => {
    const result = sweep({ scenario: scenarioOf(scenario), seeds: { from: 1, count: 2 }, checkers: [checker] })
    expect(result.failures).toEqual([])
  })
})

test('a clone that is begun twice is found', () => {
  const [scenario] = cloneScenarios
  const step: typeof stepClone = (status, seen) => {
    // Each process gives its task another name, as if it were not derived from the claim.
    const done = stepClone(status, seen)
    const { status: next } = done
    return next.stage === 'Binding' ? { ...done, status: { ...next, volume: `volume-of-${seen.epoch}` } } : done
  }
  expect(scenario).toBeDefined()
  if (scenario === undefined) return
  expect(sweepClones({ scenario, seeds: { from: 1, count: 1 }, step }).failures).not.toEqual([])
  expect(sweepClones({ scenario, seeds: { from: 1, count: 1 } }).failures).toEqual([])
})

const plantedInRestores: readonly {
  readonly mistake: string
  readonly found: RegExp
  readonly scenario: string
  readonly step: typeof stepVolumeSnapshotRestore
}[] = [
  {
    mistake: 'what the storage wrote is believed without a look',
    found: /hold/,
    scenario: 'restore, all at fault',
    step: (status, seen) => believing(status, seen, status.stage === 'Verifying', 'restore/verify'),
  },
  {
    mistake: 'a failed restore is not undone',
    found: /hold/,
    scenario: 'restore, all at fault',
    step: (status, seen) => {
      const tries = status.stage === 'Undoing' ? status.tries : 0
      return believing(status, seen, status.stage === 'Undoing', `restore/undone/${tries}`)
    },
  },
  {
    mistake: 'the application is not started again',
    found: /replicas/,
    scenario: 'restore',
    step: (status, seen) => {
      const done = stepVolumeSnapshotRestore(status, seen)
      const { status: next } = done
      return next.stage === 'Starting' ? { ...done, status: { ...next, stage: 'Cleaning' } } : done
    },
  },
  {
    mistake: 'the safety snapshot is deleted before the new data is proved',
    found: /hold|end|for ever/,
    scenario: 'restore, all at fault',
    step: (status, seen) => {
      const done = stepVolumeSnapshotRestore(status, seen)
      const discard = { do: 'discard', key: 'early', task: 'restore-safety' } as const
      return status.stage === 'Verifying' && seen.outcomes.early === undefined
        ? { ...done, status, effects: [discard] }
        : done
    },
  },
  {
    mistake: 'the safety snapshot is kept for ever',
    found: /safety/,
    scenario: 'restore',
    step: (status, seen) => {
      const done = stepVolumeSnapshotRestore(status, seen)
      const effects = done.effects.filter(effect => effect.do !== 'discard')
      if (effects.length === done.effects.length) return done
      const outcome = { from: seen.now, to: seen.now, got: 'done' } as const
      return stepVolumeSnapshotRestore(status, {
        ...seen,
        outcomes: { ...seen.outcomes, 'restore/discard-safety': outcome },
      })
    },
  },
]

describe('a mistake planted in restores is found', () => {
  test.each(plantedInRestores)('$mistake', ({ found, scenario: name, step }) => {
    const scenario = restoreScenarios.find(one => one.name === name)
    if (scenario === undefined) throw new Error(`There is no scenario ${name}.`)
    const planted = sweepRestores({ scenario, seeds: { from: 1, count: 60 }, step })
    expect(planted.failures.map(failure => failure.found).join(' ')).toMatch(found)
    expect(sweepRestores({ scenario, seeds: { from: 1, count: 2 } }).failures).toEqual([])
  })
})

/** The step, told that the volumes hold what they should. */
function believing(
  status: RestoreLifecycle,
  seen: Seen,
  applies: boolean,
  key: string,
): ReturnType<typeof stepVolumeSnapshotRestore> {
  if (!applies) return stepVolumeSnapshotRestore(status, seen)
  const outcome = { from: seen.now, to: seen.now, got: 'compared', same: true } as const
  return stepVolumeSnapshotRestore(status, { ...seen, outcomes: { ...seen.outcomes, [key]: outcome } })
}

function changing(
  settings: SnapshotSettings,
  change: (entered: SnapshotLifecycle, before: SnapshotLifecycle) => SnapshotLifecycle,
): Rules {
  return {
    mustGoOn,
    mayBeFrozen,
    step: (status, seen) => {
      const step = stepSnapshotRun(settings, status, seen)
      return step.status === status ? step : { ...step, status: change(step.status, status) }
    },
  }
}

function withoutRule(status: Extract<SnapshotLifecycle, { stage: 'Cutting' }> & object): SnapshotLifecycle {
  const { attempt, failures, interruptions, since, evidence, members } = status
  return { attempt, failures, interruptions, since, evidence, stage: 'Cutting', members }
}

function scenarioOf(name: string): SnapshotScenario {
  const found = [...snapshotScenarios, ...cloudScenarios].find(one => one.name === name)
  if (found === undefined) throw new Error(`There is no scenario ${name}.`)
  return found
}
