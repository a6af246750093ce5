/** Schedules carried out over the whole simulated cluster, with real databases and snapshots, in virtual time. */

import { describe, expect, test } from 'vitest'
import { day, hour, letRun, policy, schedule, scheduleEvents, snapshotKind, usableRuns } from '../support/schedules.ts'
import { mysql, mysqlLock, namespace, openShop, volumeClaim } from '../support/shop.ts'

test('a year of daily, weekly and monthly snapshots keeps what the policy says, the last day of short months included', async () => {
  const nightly = policy('nightly', {
    daily: { time: '10:00PM', retain: 5 },
    weekly: { day: 'Sunday', time: '11:00PM', retain: 3 },
    monthly: { date: 31, time: '1:00AM', retain: 2 },
  })
  const { cluster } = await openShop(
    3,
    volumeClaim('mysql-data', { app: 'mysql' }),
    nightly,
    schedule('mysql', 'nightly'),
  )
  await letRun(cluster, 365 * day)
  expect(usableRuns(cluster)).toEqual([
    'daily 2026-12-27-220000',
    'daily 2026-12-28-220000',
    'daily 2026-12-29-220000',
    'daily 2026-12-30-220000',
    'daily 2026-12-31-220000',
    'monthly 2026-11-30-010000',
    'monthly 2026-12-31-010000',
    'weekly 2026-12-13-230000',
    'weekly 2026-12-20-230000',
    'weekly 2026-12-27-230000',
  ])
  expect(scheduleEvents(cluster)).toEqual([])
}, 60_000)

describe('slots that cannot run when they come', () => {
  test('nobody there at 11:50PM: the run is made up for, and told to be late', async () => {
    const { cluster } = await openShop(
      5,
      ...mysql(),
      policy('late', { daily: { time: '11:50PM', retain: 5 } }),
      schedule('mysql', 'late'),
    )
    await letRun(cluster, 15 * hour)
    await cluster.advance(hour)
    await letRun(cluster, hour)
    expect(usableRuns(cluster)).toEqual(['daily 2026-01-01-235000'])
    expect(scheduleEvents(cluster)).toEqual(['RunLate: The daily run of 2026-01-01 23:50 UTC begins 10 min late.'])
  })

  test('nobody there for days: one run makes up for all, unless the policy does not want it', async () => {
    const daily = { daily: { time: '2:00AM', retain: 5 } }
    const none = { 'pxsnap.io/catch-up': 'none' }
    const { cluster } = await openShop(
      6,
      ...mysql(),
      policy('once', daily),
      policy('none', daily, none),
      schedule('made-up', 'once'),
      schedule('left-out', 'none'),
    )
    await letRun(cluster, hour)
    await cluster.advance(4 * day)
    await letRun(cluster, hour)
    expect(usableRuns(cluster)).toEqual(['daily 2026-01-05-020000'])
    expect(scheduleEvents(cluster).toSorted()).toEqual([
      'SlotsMissed: 3 daily slots were missed, up to 2026-01-04 02:00 UTC. One run makes up for them: 2026-01-05 02:00 UTC.',
      'SlotsMissed: 4 daily slots were missed, up to 2026-01-05 02:00 UTC. It is more than an hour late.',
    ])
  })

  test('a claim that is not there fails its run, and the next one is tried all the same', async () => {
    const { cluster } = await openShop(
      7,
      ...mysql(),
      policy('often', { interval: { intervalMinutes: 120, retain: 3 } }),
      schedule('mysql', 'often', { template: { spec: { persistentVolumeClaimName: 'nothing' } } }),
    )
    await letRun(cluster, 5 * hour)
    const reasons = scheduleEvents(cluster).map(text => text.split(':')[0])
    expect(reasons).toEqual(['RunFailed', 'RunFailed', 'RunFailed'])
    cluster.load([schedule('mysql', 'often')])
    await letRun(cluster, 2 * hour)
    expect(usableRuns(cluster)).toEqual(['interval 2026-01-01-140000'])
  })

  test('a policy that is deleted stops the schedule, which says so once and goes on when it is back', async () => {
    const often = policy('often', { interval: { intervalMinutes: 60, retain: 3 } })
    const { cluster } = await openShop(8, ...mysql(), often, schedule('mysql', 'often'))
    await letRun(cluster, 2 * hour)
    cluster.plane.delete({ apiVersion: often.apiVersion, kind: often.kind, name: 'often' })
    await letRun(cluster, 6 * hour, { lookEveryMs: 10 * 60_000 })
    expect(scheduleEvents(cluster)).toEqual(['PolicyUnusable: There is no policy often. Nothing runs.'])
    cluster.load([often])
    await letRun(cluster, hour)
    expect(usableRuns(cluster)).toHaveLength(3)
    expect(scheduleEvents(cluster).join()).toContain('SlotsMissed: ')
  })
})

test('a group is taken at one instant by every run, with the rules of the schedule', async () => {
  const { cluster } = await openShop(
    9,
    ...mysql(),
    mysqlLock,
    policy('often', { interval: { intervalMinutes: 60, retain: 2 } }),
    schedule(
      'mysql',
      'often',
      { template: { spec: {} }, preExecRule: 'mysql-lock' },
      { 'pxsnap.io/pvc-selector': 'app=mysql' },
    ),
  )
  await letRun(cluster, 4 * hour)
  const groups = cluster.plane.list({
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'GroupVolumeSnapshot',
    namespace,
  })
  expect(groups.items).toHaveLength(2)
  for (const group of groups.items) {
    expect(group.status).toMatchObject({ status: 'Successful' })
    const members = cluster.plane
      .list({ ...snapshotKind, namespace })
      .items.filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === group.metadata.name)
    expect(members).toHaveLength(2)
    const names = members.map(({ metadata: { name } }) => ({ namespace, name }))
    expect(cluster.judgeSnapshots(...names).verdict).toBe('clean')
  }
})

test('the snapshots of a schedule that reclaims them are owned by it; those that it retains are not', async () => {
  const often = policy('often', { interval: { intervalMinutes: 600, retain: 2 } })
  const { cluster } = await openShop(
    10,
    ...mysql(),
    often,
    schedule('keeps', 'often'),
    schedule('reclaims', 'often', { reclaimPolicy: 'Delete' }),
  )
  await letRun(cluster, hour)
  const owners = cluster.plane
    .list({ ...snapshotKind, namespace })
    .items.map(({ metadata }) => `${metadata.name.split('-')[0]} ${metadata.ownerReferences?.[0]?.name ?? 'nobody'}`)
  expect(owners.toSorted()).toEqual(['keeps nobody', 'reclaims reclaims'])
})

test('two days of a run every four hours', async () => {
  const often = policy('often', { interval: { intervalMinutes: 240, retain: 3 } })
  const { cluster } = await openShop(4, ...mysql(), often, schedule('mysql', 'often'))
  await letRun(cluster, 2 * day - hour)
  expect(usableRuns(cluster).length).toBe(3)
})
