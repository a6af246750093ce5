/** Scenarios of local GroupVolumeSnapshots. */

import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { groupVolumeSnapshot, mysqlLock, namespace, refOf } from '../../../support/shop.ts'
import { longestMs, type Report, told } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { mysqlOnThreeClaims } from '../worlds.ts'

const nightly = (spec: Readonly<Record<string, unknown>> = {}) =>
  groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', ...spec })

const downFor = (untilMs: number, now: () => number) => ({
  storage: () => (now() < untilMs ? ({ do: 'fail', message: 'the storage cluster is down' } as const) : undefined),
})

export const groupScenarios: readonly Scenario[] = [
  {
    id: 'S07',
    sentence: 'A local group with a background rule while the back end is down for five minutes',
    stork: 'frozen ≥ 5 min, retries 5 ms …',
    ours: 'thaw at budget, re-quiesce',
    setup: 'MySQL on three claims, one group with maxRetries 3. Every snapshot call fails for the first 300 s.',
    world: mysqlOnThreeClaims(),
    specs: [mysqlLock, nightly({ maxRetries: 3 })],
    faults: now => downFor(300_000, now),
    patienceMs: 900_000,
    afterwardsMs: 10_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(longestMs(stork)).toBeGreaterThan(290_000)
      expect(stork.frozen).toHaveLength(1)
      expect(ours.frozen).toHaveLength(4)
      expect(longestMs(ours)).toBeLessThan(30_000)
      expect(ours.result).toBe('failed')
    },
  },
  {
    id: 'S08',
    sentence: 'A local group of which one volume fails, with maxRetries 3',
    stork: 'loops for ever',
    ours: '3 retries then Failed',
    setup: 'MySQL on three claims, one group with maxRetries 3. The back end cannot snapshot the volume of mysql-redo.',
    world: mysqlOnThreeClaims(),
    specs: [mysqlLock, nightly({ maxRetries: 3 })],
    prepare: cluster => {
      const member = volumeOf(cluster, 'mysql-redo')
      cluster.storage.inject({ on: 'snapshot', member, do: 'fail', message: `${member} is not attached`, times: 1e6 })
    },
    patienceMs: 900_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(longestMs(stork)).toBe(Number.POSITIVE_INFINITY)
      expect(stork.status.join()).not.toContain('numRetries')
      expect(ours.result).toBe('failed')
      expect(ours.story.filter(({ text }) => text.startsWith('Attempt'))).toHaveLength(4)
      expect(longestMs(ours)).toBeLessThan(30_000)
    },
  },
  {
    id: 'S11',
    sentence: 'A group that is deleted in its Snapshot stage while it holds',
    stork: 'frozen for good',
    ours: 'thawed',
    setup:
      'MySQL on three claims, one group, and a back end whose calls fail for an hour. The user deletes the group while MySQL is held.',
    world: mysqlOnThreeClaims(),
    specs: [mysqlLock, nightly()],
    faults: now => downFor(3_600_000, now),
    incidents: [
      {
        text: 'The user deletes the group.',
        atMs: { stork: 45_000, pxsnap: 600 },
        happen: ({ cluster }) => {
          cluster.plane.delete(refOf(nightly()))
        },
      },
    ],
    patienceMs: 120_000,
    afterwardsMs: 3_600_000,
    holds: (stork, ours) => {
      expect(stork.status.join()).toContain('gone')
      expect(longestMs(stork)).toBe(Number.POSITIVE_INFINITY)
      expect(ours.frozen.length).toBeGreaterThan(0)
      expect(longestMs(ours)).toBeLessThan(30_000)
    },
  },
  {
    id: 'S12',
    sentence: 'A restart in the Snapshot stage',
    stork: 'Successful, crash-consistent',
    ours: 'repeated or flagged',
    setup:
      "MySQL on three claims, one group, and a back end that takes 20 s longer than usual. The executor's process dies in the middle of that and begins again.",
    world: mysqlOnThreeClaims(),
    specs: [mysqlLock, nightly()],
    prepare: cluster => {
      cluster.storage.inject({ on: 'snapshot', do: 'slow', extraMs: 20_000, times: 2 })
    },
    incidents: [
      {
        text: "The executor's process dies, and begins again a second later.",
        atMs: { stork: 40_000, pxsnap: 2_000 },
        happen: ({ cluster, crash, restart }) => {
          crash()
          cluster.ports.clock.sleep(1_000).then(restart, restart)
        },
      },
    ],
    patienceMs: 300_000,
    afterwardsMs: 20_000,
    findings: ({ cluster }) => [
      `Consistency on the object: ${recordedConsistency(cluster.plane.get(refOf(nightly())))}.`,
    ],
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      // The cut came after recovery had released the hold.
      const [freeze] = stork.frozen
      expect(freeze?.toMs).toBeLessThan(45_000)
      expect(stork.copies.join()).not.toContain('clean')
      expect(stork.findings).toEqual(['Consistency on the object: not recorded.'])
      expect(told(ours)).toContain('Attempt 2 begins')
      expect(ours.copies.join()).toContain('clean')
      expect(longestMs(ours)).toBeLessThan(30_000)
    },
  },
  {
    ...boundAfter(600_000),
    id: 'S17',
    sentence: 'A claim that is Pending and bound after ten minutes',
    ours: 'starts at once; our wait for a claim has an end, after five minutes, with its reason',
    holds: (stork, ours) => {
      expectLateStart(stork, 600_000)
      expect(ours.result).toBe('failed')
      expect(told(ours)).toContain('claim-unbound')
    },
  },
  {
    ...boundAfter(240_000),
    id: 'S17-four-minutes',
    sentence: 'A claim that is Pending and bound after four minutes',
    ours: 'starts at once',
    holds: (stork, ours) => {
      expectLateStart(stork, 240_000)
      expect(ours.result).toBe('successful')
      const began = ours.story.find(({ text }) => text.startsWith('Attempt'))?.atMs
      expect(began).toBeGreaterThanOrEqual(240_000)
      expect(began).toBeLessThan(245_000)
    },
  },
]

function boundAfter(atMs: number): Omit<Scenario, 'id' | 'sentence' | 'ours' | 'holds'> {
  return {
    stork: 'starts up to 1000 s later (group) or 122 s later (single)',
    setup: `A group over a claim whose StorageClass is made ${atMs / 1000} s after the group was applied. Only then is the claim bound.`,
    world: [lateClaim()],
    specs: [groupVolumeSnapshot('nightly', { app: 'late' })],
    incidents: [
      {
        text: 'The StorageClass is made, and the claim is bound.',
        atMs: { stork: atMs, pxsnap: atMs },
        happen: ({ cluster }) => {
          cluster.load([lateClass])
        },
      },
    ],
    patienceMs: 3_600_000,
    findings: ({ cluster }) => [`The claim is ${phaseOf(cluster, 'late-data')}.`],
  }
}

function expectLateStart(stork: Report, boundMs: number): void {
  expect(stork.result).toBe('successful')
  const began = stork.story.find(({ text }) => text.includes('claims match'))?.atMs
  expect(began).toBeGreaterThan(boundMs + 10_000)
  expect(began).toBeLessThan(boundMs + 1_000_000)
}

function recordedConsistency(object: KubeObject | undefined): string {
  const evidence = /"consistency":"(\w+)"/.exec(object?.metadata.annotations?.['pxsnap.io/evidence'] ?? '')
  return evidence?.[1] ?? 'not recorded'
}

const lateClass: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'late' },
  provisioner: 'pxd.portworx.com',
}

function lateClaim(): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'late-data', namespace, labels: { app: 'late' } },
    spec: { storageClassName: 'late', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '4Gi' } } },
  }
}

function volumeOf(cluster: SimulatedCluster, claim: string): string {
  const volume = cluster.plane
    .list({ apiVersion: 'v1', kind: 'PersistentVolume' })
    .items.find(({ spec }) => JSON.stringify(spec).includes(`"name":"${claim}"`))
  const handle = /"volumeHandle":"([^"]+)"/.exec(JSON.stringify(volume?.spec))?.[1]
  if (handle === undefined) throw new Error(`There is no volume of ${claim}.`)
  return handle
}

function phaseOf(cluster: SimulatedCluster, name: string): string {
  const claim = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  return JSON.stringify(claim?.status).includes('Bound') ? 'Bound' : 'Pending'
}
