/** The engine over CSI snapshots: whole runs in a cluster whose storage is reached through the Kubernetes API alone. */

import { type EnginePorts, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster, startCsi } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { csiStorage } from '@pxsnap/core/storage/csi'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { groupVolumeSnapshot, mysql, mysqlLock, namespace, refOf, rule, volumeSnapshot } from '../support/shop.ts'
import { memoryDirectory } from './memory-directory.ts'

const nightly = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })

const clone = (name: string, snapshot: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
  spec: {
    storageClassName: 'stork-snapshot-sc',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '4Gi' } },
  },
})

const portsOf = (cluster: SimulatedCluster, groups = true): EnginePorts => ({
  ...cluster.ports,
  storage: csiStorage({
    cluster: cluster.ports.cluster,
    clock: cluster.ports.clock,
    ...(groups ? { groupVersion: 'groupsnapshot.storage.k8s.io/v1' } : {}),
  }),
})

async function shop({ groups = true, classes = true, seed = 1 } = {}) {
  const cluster = await openSimulatedCluster({ seed, settle: macrotask })
  startCsi(cluster, { groups, classes })
  cluster.load([...mysql(), mysqlLock])
  await cluster.advance(5_000)
  return cluster
}

async function apply(cluster: SimulatedCluster, ports: EnginePorts, ...specs: KubeObject[]) {
  cluster.load(specs)
  return run(cluster, ports, specs)
}

function run(cluster: SimulatedCluster, ports: EnginePorts, specs: readonly KubeObject[]): Promise<readonly Outcome[]> {
  return cluster.drive(runUntilSettled(ports, { only: specs.map(refOf) }, new AbortController().signal))
}

const listed = (cluster: SimulatedCluster, apiVersion: string, kind: string) =>
  cluster.plane.list({ apiVersion, kind }).items

/** The group's members, cloned, and what the database says of the clones together. */
async function verdictOfClones(cluster: SimulatedCluster, ports: EnginePorts) {
  const snapshots = listed(cluster, 'volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot')
  const claims = snapshots.map((snapshot, index) => clone(`copy-${index}`, snapshot.metadata.name))
  const outcomes = await apply(cluster, ports, ...claims)
  expect(outcomes.map(outcome => outcome.result)).toEqual(claims.map(() => 'successful'))
  return cluster.judge(...claims.map(({ metadata: { name } }) => ({ namespace, name })))
}

test('a group that holds a lock is application-consistent, and its clones are clean', async () => {
  const cluster = await shop()
  const ports = portsOf(cluster)
  const [outcome] = await apply(cluster, ports, nightly)
  expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
  expect((await verdictOfClones(cluster, ports)).verdict).toBe('clean')
})

test('where CSI cannot cut a group, held locks still make it one, and without locks it is downgraded', async () => {
  const cluster = await shop({ groups: false })
  const ports = portsOf(cluster, false)
  const [held] = await apply(cluster, ports, nightly)
  expect(held).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
  const [plain] = await apply(cluster, ports, groupVolumeSnapshot('plain', { app: 'mysql' }))
  expect(plain).toMatchObject({ result: 'downgraded', evidence: { consistency: 'none' } })
})

test('without a class nothing is frozen, and the reason names the driver', async () => {
  const cluster = await shop({ groups: false, classes: false })
  const [outcome] = await apply(cluster, portsOf(cluster, false), nightly)
  expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'unsupported' } })
  expect(outcome?.reason?.message).toContain('pxd.portworx.com')
  expect(outcome?.evidence?.frozen ?? []).toEqual([])
})

test('deleting the group, and a clone, leaves nothing of them in the cluster or the storage', async () => {
  const cluster = await shop()
  const ports = portsOf(cluster)
  await apply(cluster, ports, nightly)
  const before = listed(cluster, 'v1', 'PersistentVolume').length
  await verdictOfClones(cluster, ports)
  const gone = [...['copy-0', 'copy-1'].map(name => clone(name, '')), nightly]
  for (const object of gone) cluster.plane.delete(refOf(object))
  await run(cluster, ports, gone)
  await cluster.advance(10_000)
  expect(listed(cluster, 'snapshot.storage.k8s.io/v1', 'VolumeSnapshot')).toEqual([])
  expect(listed(cluster, 'groupsnapshot.storage.k8s.io/v1', 'VolumeGroupSnapshot')).toEqual([])
  expect(listed(cluster, 'v1', 'PersistentVolume')).toHaveLength(before)
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
})

test('the run survives the death of the process after every commit', async () => {
  const directory = memoryDirectory()
  const first = await openSimulatedCluster({ seed: 3, settle: macrotask, directory })
  startCsi(first)
  first.load([...mysql(), mysqlLock])
  await first.advance(5_000)
  first.load([nightly])
  await first.save()
  const begin = directory.documents.length - 1
  await run(first, portsOf(first), [nightly])
  expect(directory.documents.length - begin).toBeGreaterThan(8)
  for (let commit = begin; commit < directory.documents.length; commit += 1) {
    const cluster = await openSimulatedCluster({ settle: macrotask, directory: directory.asOf(commit) })
    startCsi(cluster, { classes: false })
    const ports = portsOf(cluster)
    const [outcome] = await run(cluster, ports, [nightly])
    expect(['successful', 'downgraded', 'failed']).toContain(outcome?.result)
    if (cluster.pods.frozenPods().length > 0) await cluster.advance(180_000)
    expect(cluster.pods.frozenPods()).toEqual([])
    const taken = outcome?.result === 'failed' ? 0 : 2
    await cluster.advance(5_000)
    expect(await cluster.drive(ports.storage.listSnapshots())).toHaveLength(taken)
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(taken)
    if (outcome?.result === 'successful') expect((await verdictOfClones(cluster, ports)).verdict).toBe('clean')
  }
})

test('a single snapshot without rules is a crash-consistent copy', async () => {
  const cluster = await shop()
  const ports = portsOf(cluster)
  const [outcome] = await apply(cluster, ports, volumeSnapshot('single', 'mysql-data'), rule('unused', undefined))
  expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'crash' } })
})
