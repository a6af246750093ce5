/** Schedules in whole simulated clusters: under faults, carried out by both executors, with every check proven by a mistake. */

import { instant } from '@pxsnap/core/base'
import {
  drawFaults,
  type Fault,
  type PreparedWorld,
  type PromiseName,
  parseFault,
  prepareWorld,
  runTrial,
  spellFault,
  type TrialCase,
  type Truth,
} from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { policy, schedule } from '../support/schedules.ts'
import { mysql, mysqlLock, refOf } from '../support/shop.ts'

const nightly = schedule('nightly', 'nights', { preExecRule: 'mysql-lock' })
const often = schedule('often', 'hours')
const cloud = schedule('weekly', 'hours', {}, { 'portworx/snapshot-type': 'cloud' })

let world: PreparedWorld
beforeAll(async () => {
  world = await prepareWorld({ seed: 1, settle: macrotask }, [
    ...mysql(),
    mysqlLock,
    policy('nights', { daily: { time: '10:00PM', retain: 2 } }),
    policy('hours', { interval: { intervalMinutes: 120, retain: 3 } }),
  ])
})

const run = (of = nightly, changes: Partial<TrialCase> = {}) =>
  runTrial(
    { world: world.world, specs: [of], refs: [refOf(of)], executor: 'pxsnap', faults: [], seed: 1, ...changes },
    macrotask,
  )
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Error(read.problem)
    return read.fault
  })
const hour = 3_600_000

describe('a schedule', () => {
  test.each(['pxsnap', 'stork'] as const)(
    'is let run for three of its slots by %s, and keeps every promise',
    async executor => {
      const { carried, broken, schedules, scheduledMs } = await run(nightly, { executor })
      expect({ carried, broken, days: (scheduledMs ?? 0) / 24 / hour }).toMatchObject({
        carried: [{ result: 'successful' }],
        broken: [],
        days: 3,
      })
      expect(schedules).toMatchObject([{ sections: [{ section: 'Daily', made: 3, kept: 2, expired: 1, retain: 2 }] }])
    },
  )
  test('of uploads is judged on what was fetched, and keeps what others build on', async () => {
    const { carried, broken, copies, schedules } = await run(cloud, { scheduleMs: 12 * hour })
    expect({ carried, broken }).toMatchObject({ carried: [{ result: 'successful' }], broken: [] })
    expect(schedules).toMatchObject([{ sections: [{ made: 7, kept: 7, retain: 3 }] }])
    expect(copies.length).toBeGreaterThan(0)
  })
  test('with a storage that fails for hours tells of every run that failed, and keeps what it has', async () => {
    const { carried, broken, strokes } = await run(often, { faults: faults('storage-error:5h'), scheduleMs: 12 * hour })
    expect(strokes.length).toBeGreaterThan(0)
    expect({ carried, broken }).toMatchObject({ carried: [{ result: 'failed' }], broken: [] })
  })
  test.each([
    ['crash@8'],
    ['crash@30', 'api-down:20m'],
    ['clock-jump:5h'],
    ['clock-jump:-90m'],
    ['api-500:10m'],
    ['exec-hang'],
  ])('keeps every promise with %s', async (...texts) => {
    for (const seed of [3, 4]) expect((await run(nightly, { faults: faults(...texts), seed })).broken).toEqual([])
    expect((await run(often, { faults: faults(...texts), scheduleMs: 12 * hour })).broken).toEqual([])
  })
})

test('keeps every promise whatever goes wrong around a slot', { timeout: 30_000 }, async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { broken, faults: struck } = await run(often, { seed, faults: drawFaults(seed), scheduleMs: 9 * hour })
    expect({ seed, faults: struck.map(spellFault), broken }).toMatchObject({ broken: [] })
  }
})

test('STORK loses the slot of a section while the run of another is under way, and tells nobody', async () => {
  const both = policy('both', {
    daily: { time: '10:00PM', retain: 2 },
    weekly: { day: 'Thursday', time: '10:00PM', retain: 2 },
  })
  const two = await prepareWorld({ seed: 1, settle: macrotask, copyOf: world.world }, [both])
  const trial = (executor: TrialCase['executor']) =>
    run(schedule('nightly', 'both'), {
      world: two.world,
      executor,
      scheduleMs: 24 * hour,
      faults: faults('storage-hang:70m@0s'),
    })
  expect((await trial('stork')).broken).toMatchObject([
    { promise: 'no slot is lost without an event', found: expect.stringContaining('Weekly slot of 2026-01-01 22:00') },
  ])
  expect((await trial('pxsnap')).broken).toEqual([])
})

describe('the checks catch what they are for', () => {
  const lost = 'no slot is lost without an event'
  const kept = 'retention keeps what the policy says'
  const changed =
    (change: (of: Truth['schedules'][number]) => Partial<Truth['schedules'][number]>) => (truth: Truth) => ({
      ...truth,
      schedules: truth.schedules.map(one => ({ ...one, ...change(one) })),
    })
  const planted: readonly (readonly [string, PromiseName, typeof nightly, (truth: Truth) => Truth])[] = [
    ['a night without a run', lost, nightly, changed(({ runs }) => ({ runs: runs.toSpliced(1, 1) }))],
    ['a run that is missing among many', lost, often, changed(({ runs }) => ({ runs: runs.toSpliced(2, 1) }))],
    ['a schedule that stops', lost, often, changed(({ runs }) => ({ runs: runs.slice(0, 3) }))],
    [
      'one too few is kept',
      kept,
      nightly,
      changed(({ deletions }) => ({ deletions: deletions.map(one => ({ ...one, left: one.left - 1 })) })),
    ],
    ['a backup whose base is gone', kept, nightly, changed(() => ({ unreadable: ['nightly-daily-1'] }))],
  ]
  test.each(planted)('%s', async (_, promise, of, bend) => {
    expect((await run(of, { bend })).broken.map(one => one.promise)).toEqual([promise])
  })
  test('an event that counts the missing slots is enough, and one that counts fewer is not', async () => {
    const telling = (count: number) => ({
      type: 'Warning',
      reason: 'SlotsMissed',
      message: `${count} interval slots were missed, up to 2026-01-01 14:00 UTC. It was suspended.`,
      first: instant(Date.UTC(2026, 0, 1, 14)),
      last: instant(Date.UTC(2026, 0, 1, 14)),
    })
    const without = (count: number) =>
      changed(({ runs, from }) => ({
        runs: runs.filter(({ stamp }) => stamp < from + hour || stamp > from + 7 * hour),
        tellings: [telling(count)],
      }))
    expect((await run(often, { bend: without(3) })).broken).toEqual([])
    expect((await run(often, { bend: without(2) })).broken.map(one => one.promise)).toEqual([lost])
  })
})
