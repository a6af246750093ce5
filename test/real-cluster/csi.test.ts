/** A crash-consistent snapshot by our engine through CSI, from a claim to its deletion, at a real API server. */

import { toIso } from '@pxsnap/core/base'
import type { Cluster } from '@pxsnap/core/ports'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assets, cleanPlane, installKinds, until } from './clean-plane.ts'

const driver = 'csi.example.com'
const csiVersion = 'snapshot.storage.k8s.io/v1'
const storkVersion = 'stork.libopenstorage.org/v1alpha1'

const objects: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: driver },
  {
    apiVersion: csiVersion,
    kind: 'VolumeSnapshotClass',
    metadata: { name: 'fast' },
    driver,
    deletionPolicy: 'Delete',
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1', annotations: { 'pv.kubernetes.io/provisioned-by': driver } },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      persistentVolumeReclaimPolicy: 'Delete',
      csi: { driver, volumeHandle: 'volume-1' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop', labels: { app: 'mysql' } },
    spec: {
      storageClassName: 'fast',
      accessModes: ['ReadWriteOnce'],
      volumeName: 'pv-1',
      resources: { requests: { storage: '1Gi' } },
    },
  },
]
const claim: ObjectRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data' }
const group = `apiVersion: ${storkVersion}
kind: GroupVolumeSnapshot
metadata: { name: now, namespace: shop }
spec: { pvcSelector: { matchLabels: { app: mysql } } }
`

describe.skipIf(assets === undefined)('our engine and CSI at a real API server', () => {
  const plane = cleanPlane()
  const { run } = plane
  const life = new AbortController()
  let playing: Promise<void> = Promise.resolve()

  beforeAll(async () => {
    await installKinds(plane)
    await plane.make(...objects)
    // Nobody binds here.
    await plane.setStatus(claim, { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } })
    const volume = await plane.cluster().get({ apiVersion: 'v1', kind: 'PersistentVolume', name: 'pv-1' })
    const bound = await plane.cluster().get(claim)
    if (volume !== undefined) {
      const claimRef = { ...claim, uid: bound?.metadata.uid }
      await plane.cluster().update({ ...volume, spec: { ...(volume.spec as object), claimRef } })
    }
    playing = playSnapshotter(plane.cluster(), life.signal)
  })
  afterAll(async () => {
    life.abort()
    await playing
  })

  const snapshots = async (kind: string) => (await plane.cluster().list({ apiVersion: csiVersion, kind })).items

  test('a group without a rule is cut, recorded as crash-consistent, and shown', async () => {
    const { exit, out, err } = await run('apply -f - -y --timeout 60s', { stdin: group })
    expect(err).toContain('Carried out by pxsnap: No STORK runs here')
    expect(exit, out + err).toBe(0)
    expect(out).toContain('crash-consistent')
    expect(await snapshots('VolumeSnapshot')).toHaveLength(1)
    const [content] = await snapshots('VolumeSnapshotContent')
    expect(valueAt(content, ['status', 'snapshotHandle'])).toMatch(/^copy-of-volume-1/)
    expect((await run('get gvs now -n shop')).out).toContain('Successful')
    expect((await run('status -n shop')).exit).toBe(0)
    expect((await run('diagnose gvs/now -n shop')).exit).toBe(0)
  })

  test('applied again, it is unchanged and settled', async () => {
    const { exit, out } = await run('apply -f - -y --timeout 20s', { stdin: group })
    expect(out).toContain('now unchanged')
    expect(exit).toBe(0)
  })

  test('deleted, it takes along what it made', async () => {
    const { exit, out, err } = await run('delete gvs now -n shop -y --timeout 60s')
    expect(exit, out + err).toBe(0)
    await until(async () => (await snapshots('VolumeSnapshot')).length === 0)
    await until(async () => (await snapshots('VolumeSnapshotContent')).length === 0)
    const ours = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1' }
    for (const kind of ['VolumeSnapshot', 'VolumeSnapshotData'])
      expect((await plane.cluster().list({ ...ours, kind })).items, kind).toEqual([])
    expect((await run('get gvs now -n shop')).exit).toBe(4)
  })
})

/** The snapshot controller and its sidecar, as far as one claim needs them. Source: external-snapshotter. */
async function playSnapshotter(cluster: Cluster, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [snapshots, contents] = await Promise.all(
      ['VolumeSnapshot', 'VolumeSnapshotContent'].map(
        async kind => (await cluster.list({ apiVersion: csiVersion, kind })).items,
      ),
    )
    for (const snapshot of snapshots ?? []) await bind(cluster, snapshot, contents ?? [])
    const left = new Set((snapshots ?? []).map(({ metadata }) => metadata.uid))
    for (const content of contents ?? [])
      if (!left.has(textOf(valueAt(content, ['spec', 'volumeSnapshotRef', 'uid']))))
        await cluster.delete({ apiVersion: csiVersion, kind: 'VolumeSnapshotContent', name: content.metadata.name })
    await systemClock.sleep(50)
  }
}

async function bind(cluster: Cluster, snapshot: KubeObject, contents: readonly KubeObject[]): Promise<void> {
  const { name, namespace = '', uid = '' } = snapshot.metadata
  const contentName = `snapcontent-${uid}`
  const content = contents.find(one => one.metadata.name === contentName)
  if (content === undefined) {
    await cluster.create({
      apiVersion: csiVersion,
      kind: 'VolumeSnapshotContent',
      metadata: { name: contentName },
      spec: {
        deletionPolicy: 'Delete',
        driver,
        source: { volumeHandle: 'volume-1' },
        volumeSnapshotClassName: 'fast',
        volumeSnapshotRef: { apiVersion: csiVersion, kind: 'VolumeSnapshot', name, namespace, uid },
      },
    })
    return
  }
  if (content.status === undefined) {
    const now = systemClock.now()
    const cut = { creationTime: now * 1_000_000, readyToUse: true, restoreSize: 2 ** 30 }
    await cluster.update({ ...content, status: { ...cut, snapshotHandle: `copy-of-volume-1-${uid}` } })
  } else if (snapshot.status === undefined) {
    const creationTime = toIso(systemClock.now())
    const status = { boundVolumeSnapshotContentName: contentName, creationTime, readyToUse: true, restoreSize: '1Gi' }
    await cluster.update({ ...snapshot, status })
  }
}
