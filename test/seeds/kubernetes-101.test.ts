/**
 * What Portworx's page on snapshots for newcomers to Kubernetes promises, carried out by our executor.
 *
 * | the page | tests |
 * | --- | --- |
 * | a snapshot has the state of a claim at a point in time; its spec names the claim | `VolumeSnapshot` |
 * | a group is quiesced together and chosen by labels | `GroupVolumeSnapshot` |
 * | single or group, backed up to a cloud S3 endpoint | cloud-snapshots |
 * | rules before and after each type of snapshot, in pods that use the claim | `pre and post rules`, cloud-snapshots |
 * | migration and its five uses | migration |
 *
 * Where the page is wrong: what-really-happens.
 */

import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'
import {
  groupVolumeSnapshot,
  mongodb,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  rule,
  volumeSnapshot,
} from '../support/shop.ts'

describe('VolumeSnapshot', () => {
  test('captures the state of a claim at one point in time, whatever is written afterwards', async () => {
    const { cluster, apply } = await openShop(1, ...mysql())
    await apply(volumeSnapshot('monday', 'mysql-data'))
    const [taken] = await cluster.drive(cluster.ports.storage.listSnapshots())
    const blocks = () =>
      [...Array(64).keys()].map(block => cluster.storage.openSnapshot(taken?.handle ?? '')?.read(block))
    const before = blocks()
    await cluster.advance(20_000)
    expect(before.some(bytes => bytes?.some(byte => byte !== 0))).toBe(true)
    expect(blocks()).toEqual(before)
  })

  test('snapshots the claim that persistentVolumeClaimName says, and no other', async () => {
    const { cluster, apply } = await openShop(2, ...mysql())
    const [outcome] = await apply(volumeSnapshot('monday', 'mysql-log'))
    const snapshots = await cluster.drive(cluster.ports.storage.listSnapshots())
    expect(outcome?.result).toBe('successful')
    expect(snapshots.map(({ volume }) => volume)).toEqual([volumeOfClaim(cluster, 'mysql-log')])
  })
})

describe('GroupVolumeSnapshot', () => {
  test('matches all claims with the labels of pvcSelector', async () => {
    const { cluster, apply } = await openShop(3, ...mysql(), ...mongodb())
    await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }))
    const children = await cluster.drive(
      cluster.ports.cluster.list({
        apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
        kind: 'VolumeSnapshot',
        namespace,
      }),
    )
    expect(
      children.items.map(child => (child.spec as { persistentVolumeClaimName: string }).persistentVolumeClaimName),
    ).toEqual(['mysql-data', 'mysql-log'])
  })

  test('pauses the I/O of all volumes of the group, so that they share one instant and the application recovers', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const { cluster, apply } = await openShop(seed, ...mysql())
      await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }))
      const snapshots = await cluster.drive(cluster.ports.storage.listSnapshots())
      expect(new Set(snapshots.map(({ at }) => at)).size).toBe(1)
      expect(verdictOfGroup(cluster, 'nightly')).toMatch(/^(clean|recovers)$/)
    }
  })
})

describe('pre and post rules', () => {
  test('a group: the application stands still while its snapshot is taken, and resumes I/O afterwards', async () => {
    const { cluster, apply } = await openShop(4, ...mysql())
    const [outcome] = await apply(
      mysqlLock,
      groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' }),
    )
    expect(outcome?.evidence).toMatchObject({ consistency: 'application', frozen: [{ pod: 'mysql-0', how: 'hold' }] })
    expect(verdictOfGroup(cluster, 'nightly')).toBe('clean')
    expect(cluster.pods.frozenPods()).toEqual([])
  })

  test('a single snapshot: the same, with the rules named by its annotations', async () => {
    const { cluster, apply } = await openShop(5, ...mongodb())
    const freeze = rule('mongo-freeze', { app: 'mongodb' }, { value: 'mongosh --quiet --eval "db.fsyncLock()"' })
    const thaw = rule('mongo-thaw', { app: 'mongodb' }, { value: 'mongosh --quiet --eval "db.fsyncUnlock()"' })
    const [outcome] = await apply(
      freeze,
      thaw,
      volumeSnapshot('nightly', 'mongo-data', {
        'stork.libopenstorage.org/pre-snapshot-rule': 'mongo-freeze',
        'stork.libopenstorage.org/post-snapshot-rule': 'mongo-thaw',
      }),
    )
    expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
    expect(outcome?.evidence?.commands.map(({ when, exit }) => ({ when, exit }))).toEqual([
      { when: 'pre', exit: 0 },
      { when: 'post', exit: 0 },
    ])
    expect(cluster.pods.frozenPods()).toEqual([])
  })

  test('an item without podSelector runs in the pods that use the claims of the snapshot, and in no other', async () => {
    const { apply } = await openShop(6, ...mysql(), ...mongodb())
    const everywhere = rule('note', undefined, { value: 'echo before' })
    const [outcome] = await apply(everywhere, groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'note' }))
    expect(outcome?.evidence?.commands.map(({ pod }) => pod)).toEqual(['mysql-0'])
  })
})

/** The driver's handle of the volume behind a claim. */
function volumeOfClaim(cluster: SimulatedCluster, name: string): unknown {
  const claim = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  const bound = claim?.spec as { volumeName?: string } | undefined
  const volume = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: bound?.volumeName ?? '' })
  return (volume?.spec as { csi?: { volumeHandle: string } } | undefined)?.csi?.volumeHandle
}

function verdictOfGroup(cluster: SimulatedCluster, group: string): string {
  const owned = cluster.plane
    .list({ apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot', namespace })
    .items.filter(({ metadata }) => metadata.ownerReferences?.some(owner => owner.name === group))
  return cluster.judgeSnapshots(...owned.map(({ metadata }) => ({ namespace, name: metadata.name }))).verdict
}
