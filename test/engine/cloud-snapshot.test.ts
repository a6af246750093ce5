/** Cloud snapshots in a whole simulated cluster: thawed before the upload, kept in the object store, cloned from there. */

import { planImportBackup } from '@pxsnap/core/actions'
import { instant } from '@pxsnap/core/base'
import { type EngineEvent, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { MemoryBucket, memoryObjectStore } from '@pxsnap/core/storage/object-store'
import { macrotask } from '@pxsnap/core/system'
import { describe, expect, test } from 'vitest'
import {
  cassandra,
  cloneOf,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  refOf,
  volumeSnapshot,
} from '../support/shop.ts'

const cloud = { 'portworx/snapshot-type': 'cloud' }
const nightly = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', options: cloud })

describe('a group with a rule', () => {
  test('is thawed before the upload, which is told of with its bytes, and nothing local is left', async () => {
    const { cluster } = await openShop(1, ...mysql(), mysqlLock)
    cluster.load([nightly])
    const events: EngineEvent[] = []
    let frozenInUpload = 0
    const report = (event: EngineEvent) => {
      events.push(event)
      if (event.step === 'upload') frozenInUpload += cluster.pods.frozenPods().length
    }
    const signal = new AbortController().signal
    const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(nightly)], report }, signal))
    expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
    const stages = events.filter(({ what }) => what === 'stage').map(({ step }) => step)
    expect(stages.indexOf('Uploading')).toBeGreaterThan(stages.indexOf('Thawing'))
    expect(frozenInUpload).toBe(0)
    const progress = events.filter(({ what }) => what === 'progress').flatMap(event => event.progress ?? [])
    expect(progress.length).toBeGreaterThan(0)
    for (const { doneBytes, totalBytes } of progress) expect(doneBytes).toBeLessThanOrEqual(totalBytes)
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
    expect(await backupsOf(cluster)).toHaveLength(2)
    expect(outcome?.evidence?.events.map(({ what }) => what)).toContain('uploaded')
  })

  test('is recorded in the shape of STORK', async () => {
    const { cluster, apply } = await openShop(2, ...mysql(), mysqlLock)
    await apply(nightly)
    const backups = await backupsOf(cluster)
    const data = await cluster.drive(
      cluster.ports.cluster.list({
        apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
        kind: 'VolumeSnapshotData',
      }),
    )
    const sources = data.items.map(item => (item.spec as { portworxVolume: unknown }).portworxVolume)
    for (const source of sources) {
      expect(source).toMatchObject({ snapshotType: 'cloud', volumeProvisioner: 'pxd.portworx.com' })
      expect(backups.map(({ handle }) => handle)).toContain((source as { snapshotId: string }).snapshotId)
    }
    expect(sources).toHaveLength(2)
  })

  test('is cloned as one, and the database comes up clean from the clones', async () => {
    const { cluster, apply } = await openShop(3, ...mysql(), mysqlLock)
    await apply(nightly)
    await cluster.advance(3_000)
    const children = await membersOf(cluster)
    const clones = children.map(child => cloneOf(`${claimOf(child)}-copy`, child.metadata.name))
    const outcomes = await apply(...clones)
    expect(outcomes.map(({ result }) => result)).toEqual(['successful', 'successful'])
    const verdict = cluster.judge(...clones.map(({ metadata }) => ({ namespace, name: metadata.name })))
    expect(verdict.verdict).toBe('clean')
  })

  test('leaves no backup when it is deleted', async () => {
    const { cluster, apply } = await openShop(4, ...mysql(), mysqlLock)
    await apply(nightly)
    await cluster.drive(cluster.ports.cluster.delete(refOf(nightly)))
    const outcomes = await cluster.drive(runUntilSettled(cluster.ports, {}, new AbortController().signal))
    expect(outcomes.find(({ ref }) => ref.kind === 'GroupVolumeSnapshot')?.result).toBe('deleted')
    expect(await backupsOf(cluster)).toEqual([])
  })
})

describe('chains', () => {
  test('a second upload is an incremental one; a count of 0 begins a new chain', async () => {
    const { cluster, apply } = await openShop(5, ...cassandra())
    await apply(volumeSnapshot('one', 'cassandra-data', cloud))
    await cluster.advance(5_000)
    await apply(volumeSnapshot('two', 'cassandra-data', cloud))
    await cluster.advance(5_000)
    await apply(volumeSnapshot('three', 'cassandra-data', { ...cloud, 'portworx.io/cloudsnap-incremental-count': '0' }))
    expect((await backupsOf(cluster)).map(({ kind }) => kind)).toEqual(['full', 'incremental', 'full'])
  })

  test('deleting the full one leaves the one that builds on it usable', async () => {
    const { cluster, apply } = await openShop(6, ...cassandra())
    await apply(volumeSnapshot('one', 'cassandra-data', cloud))
    await cluster.advance(5_000)
    const second = volumeSnapshot('two', 'cassandra-data', cloud)
    await apply(second)
    await cluster.drive(cluster.ports.cluster.delete(refOf(volumeSnapshot('one', 'cassandra-data'))))
    await cluster.drive(runUntilSettled(cluster.ports, {}, new AbortController().signal))
    const [outcome] = await apply(cloneOf('copy', 'two'))
    expect(outcome?.result).toBe('successful')
    expect(cluster.judge({ namespace, name: 'copy' }).verdict).toMatch(/^(clean|recovers)$/)
  })
})

describe('what cannot be', () => {
  test.each([
    ['no store', 'unauthenticated'],
    ['a bucket that refuses the keys', 'denied'],
  ])('%s: fails before anything is frozen, with the reason', async (_, which) => {
    const { cluster, apply } = await openShop(7, ...mysql(), mysqlLock)
    const named = { ...cloud, 'portworx/cloud-cred-id': 'nobody' }
    if (which === 'denied')
      cluster.storage.cloud.credentials.set({ name: 'nobody', bucket: 'b', valid: false, at: { kind: 'embedded' } })
    const [outcome] = await apply(
      groupVolumeSnapshot('one', { app: 'mysql' }, { preExecRule: 'mysql-lock', options: named }),
    )
    expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'upload-refused' } })
    expect(outcome?.evidence?.attempts).toBe(0)
    expect(outcome?.evidence?.commands).toEqual([])
  })

  test('a credential that nobody knows fails the snapshot, and nothing is left', async () => {
    const { cluster, apply } = await openShop(7, ...cassandra())
    const [outcome] = await apply(
      volumeSnapshot('one', 'cassandra-data', { ...cloud, 'portworx/cloud-cred-id': 'nobody' }),
    )
    expect(outcome).toMatchObject({ result: 'failed' })
    expect(outcome?.reason?.message).toContain('nobody')
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
    expect(await backupsOf(cluster)).toEqual([])
  })

  test('a storage without an object store refuses before anything is done', async () => {
    const { cluster } = await openShop(8, ...cassandra())
    const spec = volumeSnapshot('one', 'cassandra-data', cloud)
    cluster.load([spec])
    const { cloud: _, ...storage } = cluster.ports.storage
    const ports = { ...cluster.ports, storage }
    const [outcome] = await cluster.drive(runUntilSettled(ports, { only: [refOf(spec)] }, new AbortController().signal))
    expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'unsupported' } })
    expect(outcome?.evidence?.attempts).toBe(0)
  })

  test('a clone that asks for less than the snapshot is refused with both sizes', async () => {
    const { apply } = await openShop(9, ...cassandra())
    await apply(volumeSnapshot('one', 'cassandra-data', cloud))
    const clone = cloneOf('copy', 'one')
    const small = { ...clone, spec: { ...(clone.spec as object), resources: { requests: { storage: '1Gi' } } } }
    const [outcome] = await apply(small)
    expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'claim-too-small' } })
    expect(outcome?.reason?.message).toContain(String(4 * 1024 ** 3))
  })
})

describe('claims from a cloud snapshot', () => {
  const listed = { ...cloud, 'stork.libopenstorage.org/snapshot-restore-namespaces': 'dev|test' }

  test.each([
    ['dev', 'successful', undefined],
    ['development', 'failed', 'namespace-refused'],
  ])('in namespace %s: %s, as the list says', async (other, result, code) => {
    const { cluster, apply } = await openShop(21, ...cassandra())
    await apply(volumeSnapshot('one', 'cassandra-data', listed))
    const clone = cloneOf('copy', 'one')
    const annotations = {
      ...clone.metadata.annotations,
      'stork.libopenstorage.org/snapshot-source-namespace': namespace,
    }
    cluster.load([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: other } }])
    const [outcome] = await apply({ ...clone, metadata: { name: 'copy', namespace: other, annotations } })
    expect(outcome?.result).toBe(result)
    expect(outcome?.reason?.code).toBe(code)
  })

  test('are bound at once, also where their class waits for the first consumer', async () => {
    const { cluster, apply } = await openShop(22, ...cassandra())
    cluster.load([
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'late' },
        provisioner: 'stork-snapshot',
        volumeBindingMode: 'WaitForFirstConsumer',
      },
    ])
    await apply(volumeSnapshot('one', 'cassandra-data', cloud))
    const clone = cloneOf('copy', 'one')
    const [outcome] = await apply({ ...clone, spec: { ...(clone.spec as object), storageClassName: 'late' } })
    expect(outcome?.result).toBe('successful')
  })
})

test('another cluster with the same bucket imports the backup and clones it, byte for byte', async () => {
  const bucket = new MemoryBucket({ name: 'shared', now: () => instant(0) })
  const objectStore = async () => memoryObjectStore(bucket)
  const open = async (seed: number, name: string) => {
    const cluster = await openSimulatedCluster({ seed, settle: macrotask, name, objectStore })
    cluster.storage.cloud.credentials.set({ name: 'shared', bucket: 'shared', valid: true, at: { kind: 'directory' } })
    return cluster
  }
  const here = await open(11, 'here')
  here.load([...mysql(), mysqlLock])
  await here.advance(5_000)
  const options = { ...cloud, 'portworx/cloud-cred-id': 'shared' }
  here.load([groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', options })])
  const [taken] = await here.drive(runUntilSettled(here.ports, {}, new AbortController().signal))
  expect(taken?.result).toBe('successful')

  const there = await open(12, 'there')
  const backups = await there.drive(there.ports.storage.cloud?.listBackups('shared') ?? Promise.resolve([]))
  expect(backups).toHaveLength(2)
  const [backup] = backups
  if (backup === undefined) return
  const plan = planImportBackup({
    backup,
    credential: 'shared',
    namespace,
    name: 'from-here',
    claim: 'mysql-data',
    taken: [],
  })
  const imported = plan.writes.flatMap(write => (write.do === 'create' ? [write.object] : []))
  there.load([...imported, cloneOf('moved', 'from-here')])
  const outcomes = await there.drive(runUntilSettled(there.ports, {}, new AbortController().signal))
  expect(outcomes.map(({ result }) => result)).toEqual(['successful'])
  const clone = there.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'moved' })
  expect(clone?.status).toMatchObject({ phase: 'Bound' })
  const data = there.plane.get({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    name: String(valueAt(clone, ['spec', 'volumeName'])),
  })
  const volume = String(valueAt(data, ['spec', 'csi', 'volumeHandle']))
  const again = await here.drive(
    here.ports.storage.cloud?.download({ key: 'again', backup: backup.handle, credential: 'shared' }) ??
      Promise.reject(new Error('There is no cloud.')),
  )
  expect(again.phase).not.toBe('failed')
  await here.advance(600_000)
  const done = await here.drive(here.ports.storage.cloud?.downloadTask('again') ?? Promise.resolve(undefined))
  if (done?.phase !== 'succeeded') throw new Error('The download did not end.')
  const digests = await Promise.all([
    there.drive(there.ports.storage.restorer?.digest({ volume }) ?? Promise.resolve('')),
    here.drive(here.ports.storage.restorer?.digest({ volume: done.volume }) ?? Promise.resolve('none')),
  ])
  expect(digests[0]).toBe(digests[1])
})

function backupsOf(cluster: SimulatedCluster) {
  return cluster.drive(cluster.ports.storage.cloud?.listBackups() ?? Promise.resolve([]))
}

async function membersOf(cluster: SimulatedCluster): Promise<readonly KubeObject[]> {
  const query = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot', namespace }
  return (await cluster.drive(cluster.ports.cluster.list(query))).items
}

function claimOf(snapshot: KubeObject): string {
  return (snapshot.spec as { persistentVolumeClaimName: string }).persistentVolumeClaimName
}
