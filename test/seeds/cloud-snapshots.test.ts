/**
 * What Portworx's two pages promise of cloud snapshots and of snapshots by annotations on claims: kept at an S3 endpoint,
 * single or group, quiesced by commands or rules like any other, cloned to be used in pods. A test each.
 */

import { fixAll } from '@pxsnap/core/language'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import {
  cassandra,
  cloneOf,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  volumeSnapshot,
} from '../support/shop.ts'

const cloud = { 'portworx/snapshot-type': 'cloud' }

describe('cloud snapshots', () => {
  test('are uploaded to the configured S3-compliant endpoint', async () => {
    const { cluster, apply } = await openShop(31, ...cassandra())
    const [outcome] = await apply(volumeSnapshot('before-upgrade', 'cassandra-data', cloud))
    expect(outcome?.result).toBe('successful')
    expect(await backupsOf(cluster)).toMatchObject([{ kind: 'full', sizeBytes: 4 * 1024 ** 3 }])
  })

  test('single or group, they are kept there instead of on the disks of the local cluster', async () => {
    const { cluster, apply } = await openShop(32, ...cassandra(), ...mysql())
    const group = groupVolumeSnapshot('nightly', { app: 'mysql' }, { options: cloud })
    await apply(volumeSnapshot('before-upgrade', 'cassandra-data', cloud), group)
    expect(await backupsOf(cluster)).toHaveLength(3)
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
  })

  test('run the commands before and after, in the pods that use the claim', async () => {
    const { apply } = await openShop(33, ...cassandra())
    const commands = { 'px/pre-snap-command': 'nodetool flush', 'px/post-snap-command': 'nodetool status' }
    const [outcome] = await apply(volumeSnapshot('before-upgrade', 'cassandra-data', { ...cloud, ...commands }))
    const ran = outcome?.evidence?.commands ?? []
    expect(ran.map(({ when, exit, pod }) => [when, exit, pod])).toEqual([
      ['pre', 0, 'cassandra-0'],
      ['post', 0, 'cassandra-0'],
    ])
    const at = outcome?.evidence?.snapshotAt ?? ''
    expect((ran[0]?.to ?? '') <= at && at <= (ran[1]?.from ?? '')).toBe(true)
  })

  test('with a rule, the application is quiesced before the snapshot and resumes I/O after it, not after the upload', async () => {
    const { cluster, apply } = await openShop(34, ...mysql(), mysqlLock)
    const spec = { preExecRule: 'mysql-lock', options: cloud }
    const [outcome] = await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }, spec))
    const thawed = outcome?.evidence?.frozen[0]?.to ?? ''
    const uploading = outcome?.evidence?.events.find(({ what }) => what === 'uploading')?.at ?? ''
    expect(outcome?.evidence?.consistency).toBe('application')
    expect(thawed !== '' && thawed <= uploading).toBe(true)
    expect(cluster.pods.frozenPods()).toEqual([])
  })

  test('can be cloned to use them in pods', async () => {
    const { cluster, apply } = await openShop(35, ...cassandra())
    await apply(volumeSnapshot('before-upgrade', 'cassandra-data', cloud))
    const [outcome] = await apply(cloneOf('cassandra-copy', 'before-upgrade'))
    expect(outcome?.result).toBe('successful')
    expect(cluster.judge({ namespace, name: 'cassandra-copy' }).verdict).toMatch(/^(clean|recovers)$/)
  })
})

describe('snapshots by annotations on claims', () => {
  test('px/snapshot-source-pvc is told of, and its fix clones the claim with its bytes', async () => {
    const text = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: copy
  namespace: ${namespace}
  annotations:
    px/snapshot-source-pvc: cassandra-data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 4Gi
`
    const { fixed, text: repaired } = fixAll('claim.yaml', text, { executor: 'stork', completeKinds: [] })
    expect(fixed.map(({ code }) => code)).toContain('persistent-volume-claim/legacy-inline-clone')
    const objects = parseAllDocuments(repaired).map((document): KubeObject => document.toJS())
    const { cluster, apply } = await openShop(36, ...cassandra())
    const outcomes = await apply(...objects)
    expect(outcomes.map(({ result }) => result)).toEqual(['successful', 'successful'])
    const snapshot = objects.find(({ kind }) => kind === 'VolumeSnapshot')?.metadata.name ?? ''
    expect(cluster.hasBytesOf({ namespace, name: 'copy' }, { namespace, name: snapshot })).toBe(true)
  })
})

function backupsOf(cluster: SimulatedCluster) {
  return cluster.drive(cluster.ports.storage.cloud?.listBackups() ?? Promise.resolve([]))
}
