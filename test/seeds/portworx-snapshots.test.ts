/**
 * What Portworx's page of April 2018 on snapshots promises, carried out by our executor; STORK never read its annotations.
 *
 * | the page | tests |
 * | --- | --- |
 * | snapshot a volume, clone it, use the clone in a pod; in-cluster, and groups at one consistency point | `snapshots and clones` |
 * | cloud: uploaded to an S3-compliant endpoint | cloud-snapshots |
 * | snapshots asked for by annotations on claims | cloud-snapshots |
 * | 3DSnaps: consistent for the application, cluster-wide, on any node | `3DSnaps` |
 * | commands before and after, for each type, in pods that use the claim; its Cassandra example | `px/pre-snap-command …` |
 *
 * Where the page is wrong: what-really-happens.
 */

import { valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import {
  cassandra,
  cloneOf,
  database,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  volumeSnapshot,
} from '../support/shop.ts'

describe('snapshots and clones', () => {
  test('an in-cluster snapshot of one volume is kept in the storage of the cluster', async () => {
    const { cluster, apply } = await openShop(11, ...cassandra())
    const [outcome] = await apply(volumeSnapshot('before-upgrade', 'cassandra-data'))
    const [kept] = await cluster.drive(cluster.ports.storage.listSnapshots())
    expect(outcome?.result).toBe('successful')
    expect(kept).toMatchObject({ sizeBytes: 4 * 1024 ** 3 })
  })

  test('a snapshot can be cloned to a claim with exactly its bytes, and a pod can use it', async () => {
    const { cluster, apply } = await openShop(12, ...cassandra())
    await apply(volumeSnapshot('before-upgrade', 'cassandra-data'))
    const [outcome] = await apply(cloneOf('cassandra-copy', 'before-upgrade'))
    expect(outcome?.result).toBe('successful')
    expect(cluster.hasBytesOf({ namespace, name: 'cassandra-copy' }, { namespace, name: 'before-upgrade' })).toBe(true)
    cluster.load(
      database('cassandra-on-copy', 'cassandra:4.1', { 'cassandra-copy': '/var/lib/cassandra' }).filter(
        ({ kind }) => kind === 'StatefulSet',
      ),
    )
    await cluster.advance(3_000)
    const pod = cluster.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'cassandra-on-copy-0' })
    expect(pod?.status).toMatchObject({ phase: 'Running' })
  })

  test('a group snapshots several volumes at the same consistency point', async () => {
    const { cluster, apply } = await openShop(13, ...mysql())
    const [outcome] = await apply(groupVolumeSnapshot('before-upgrade', { app: 'mysql' }))
    const snapshots = await cluster.drive(cluster.ports.storage.listSnapshots())
    expect(outcome?.result).toBe('successful')
    expect(snapshots.map(({ at }) => at)).toEqual([snapshots[0]?.at, snapshots[0]?.at])
  })
})

describe('3DSnaps', () => {
  test('all pods of an application stand still together, whichever nodes they run on', async () => {
    const names = ['orders', 'customers', 'invoices']
    const password = { MYSQL_ROOT_PASSWORD: 'only-for-tests' }
    const databases = names.flatMap(name =>
      database(name, 'mysql:8.0', { [`${name}-data`]: '/var/lib/mysql' }, password),
    )
    const tiered = databases.map(({ metadata, ...object }) => ({
      ...object,
      metadata: { ...metadata, labels: { ...metadata.labels, tier: 'database' } },
    }))
    const { cluster, apply } = await openShop(17, ...tiered)
    const actions = valueAt(mysqlLock, ['rules', 0, 'actions'])
    const [outcome] = await apply(
      { ...mysqlLock, rules: names.map(app => ({ podSelector: { app }, actions })) },
      groupVolumeSnapshot('shop', { tier: 'database' }, { preExecRule: 'mysql-lock' }),
    )
    const { consistency, frozen = [], snapshotAt = '' } = outcome?.evidence ?? {}
    const pods = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items
    expect(new Set(pods.map(pod => valueAt(pod, ['spec', 'nodeName']))).size).toBeGreaterThan(1)
    expect(consistency).toBe('application')
    expect(frozen.map(({ pod }) => pod).toSorted()).toEqual(['customers-0', 'invoices-0', 'orders-0'])
    for (const { from, to = '' } of frozen) expect(from <= snapshotAt && snapshotAt <= to).toBe(true)
  })
})

describe('px/pre-snap-command and px/post-snap-command', () => {
  test('the pre command runs before the snapshot is taken, the post command after it', async () => {
    const { apply } = await openShop(14, ...cassandra())
    const [outcome] = await apply(
      volumeSnapshot('before-upgrade', 'cassandra-data', {
        'px/pre-snap-command': 'nodetool flush',
        'px/post-snap-command': 'nodetool status',
      }),
    )
    const [pre, post] = outcome?.evidence?.commands ?? []
    const snapshotAt = outcome?.evidence?.snapshotAt ?? ''
    expect(pre).toMatchObject({ when: 'pre', command: 'nodetool flush', exit: 0 })
    expect(post).toMatchObject({ when: 'post', command: 'nodetool status', exit: 0 })
    expect((pre?.to ?? '') <= snapshotAt && snapshotAt <= (post?.from ?? '')).toBe(true)
  })

  test('they run in the pods that use the claim, and in no other', async () => {
    const { apply } = await openShop(15, ...cassandra(), ...mysql())
    const [outcome] = await apply(
      volumeSnapshot('before-upgrade', 'cassandra-data', { 'px/pre-snap-command': 'nodetool flush' }),
    )
    expect(outcome?.evidence?.commands.map(({ namespace: where, pod }) => `${where}/${pod}`)).toEqual([
      `${namespace}/cassandra-0`,
    ])
  })

  test('a Cassandra whose memtables were flushed before the snapshot comes out clean', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const { cluster, apply } = await openShop(seed, ...cassandra())
      const [outcome] = await apply(
        volumeSnapshot('before-upgrade', 'cassandra-data', { 'px/pre-snap-command': 'nodetool flush' }),
      )
      expect(outcome?.evidence?.consistency).toBe('application')
      expect(cluster.judgeSnapshots({ namespace, name: 'before-upgrade' }).verdict).toBe('clean')
    }
  })

  test('a pre command that fails takes no snapshot, and the application goes on writing', async () => {
    const { cluster, apply } = await openShop(16, ...cassandra())
    const [outcome] = await apply(
      volumeSnapshot('before-upgrade', 'cassandra-data', { 'px/pre-snap-command': 'nodetool flash' }),
    )
    expect(outcome?.result).toBe('failed')
    expect(outcome?.reason?.message).toContain('flash')
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
    expect(cluster.pods.frozenPods()).toEqual([])
  })
})
