/** Scenarios of schedules. */

import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { at, hour, minute, policy, schedule, snapshotKind } from '../../../support/schedules.ts'
import { namespace, volumeClaim } from '../../../support/shop.ts'
import { told } from '../report.ts'
import type { Scenario } from '../scenario.ts'

const snapshots = ({ cluster }: { readonly cluster: SimulatedCluster }) => {
  const found = cluster.plane.list({ ...snapshotKind, namespace }).items.map(object => {
    const condition = valueAt(object, ['status', 'conditions', 0, 'type'])
    return `Snapshot ${object.metadata.name.replace(/-\w{4}-(?=\d{4}-)/, '-')}: ${String(condition ?? 'no condition')}`
  })
  return found.length === 0 ? noSnapshots : found
}
const noSnapshots = ['No snapshot was made.']

export const scheduleScenarios: readonly Scenario[] = [
  {
    id: 'S18',
    sentence: 'A schedule at 11:50PM, and an executor that is down for 15 minutes',
    stork: 'missed',
    ours: 'catch-up policy',
    setup:
      'A bound claim and a daily schedule at 11:50PM. The executor goes down at 11:45PM and comes back at midnight.',
    world: [volumeClaim('mysql-data', {}), policy('nightly', { daily: { time: '11:50PM' } })],
    specs: [schedule('mysql', 'nightly')],
    start: at('2026-03-10T23:39:55Z'),
    incidents: [
      {
        text: 'The executor goes down.',
        atMs: { stork: 5 * minute, pxsnap: 5 * minute },
        happen: ({ crash }) => crash(),
      },
      {
        text: 'The executor comes back.',
        atMs: { stork: 20 * minute, pxsnap: 20 * minute },
        happen: ({ restart }) => restart(),
      },
    ],
    patienceMs: 2 * hour,
    findings: snapshots,
    holds: (stork, ours) => {
      expect(stork.findings).toEqual(noSnapshots)
      expect(ours.findings).toHaveLength(1)
      expect(ours.findings.join()).toContain('Ready')
    },
  },
  {
    id: 'S19',
    sentence: 'A monthly schedule on the 31st, in April',
    stork: 'skipped',
    ours: 'configurable; the last day of the month unless the policy says otherwise',
    setup:
      'A bound claim and a monthly schedule on the 31st at 11:00PM, looked at from the evening of 30 April to the morning of 1 May.',
    world: [volumeClaim('mysql-data', {}), policy('monthly', { monthly: { date: 31, time: '11:00PM' } })],
    specs: [schedule('mysql', 'monthly')],
    start: at('2026-04-30T21:59:55Z'),
    patienceMs: 6 * hour,
    findings: snapshots,
    holds: (stork, ours) => {
      expect(stork.findings).toEqual(noSnapshots)
      expect(ours.findings.join()).toContain('Ready')
    },
  },
  {
    id: 'S25',
    sentence: 'A schedule whose claim is unbound',
    stork: 'schedule blocked silently',
    ours: 'item deadline',
    setup: 'A snapshot every 15 minutes of a claim whose StorageClass does not exist, for three hours.',
    world: [
      { ...volumeClaim('mysql-data', {}), spec: { ...claimSpec(), storageClassName: 'not-there' } },
      policy('often', { interval: { intervalMinutes: 15 } }),
    ],
    specs: [schedule('mysql', 'often')],
    patienceMs: 3 * hour,
    findings: snapshots,
    holds: (stork, ours) => {
      expect(stork.findings).toHaveLength(1)
      expect(stork.events).toEqual([])
      expect(told(stork)).toContain('nothing else of this schedule runs')
      expect(ours.findings.length + ours.events.length).toBeGreaterThan(1)
    },
  },
]

function claimSpec(): object {
  const { spec } = volumeClaim('mysql-data', {})
  return typeof spec === 'object' && spec !== null ? spec : {}
}
