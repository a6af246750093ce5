/** Schedules carried out over the whole simulated cluster, with real databases and snapshots, in virtual time. */

import { expect, test } from 'vitest'
import { day, hour, letRun, policy, schedule, scheduleEvents, usableRuns } from '../support/schedules.ts'
import { mysql, openShop } from '../support/shop.ts'

test('a year of daily, weekly and monthly snapshots keeps what the policy says, and every copy is usable', async () => {
  const nightly = policy('nightly', {
    daily: { time: '10:00PM', retain: 5 },
    weekly: { day: 'Sunday', time: '11:00PM', retain: 3 },
    monthly: { date: 31, time: '1:00AM', retain: 2 },
  })
  const { cluster } = await openShop(3, ...mysql(), nightly, schedule('mysql', 'nightly'))
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
  expect(cluster.storage.state()).toBeDefined()
}, 60_000)

test('two days of a run every four hours', async () => {
  const often = policy('often', { interval: { intervalMinutes: 240, retain: 3 } })
  const { cluster } = await openShop(4, ...mysql(), often, schedule('mysql', 'often'))
  await letRun(cluster, 2 * day - hour)
  expect(usableRuns(cluster).length).toBe(3)
})
