/** The engine where STORK runs: it freezes and judges, STORK cuts, and neither touches what the other carries out. */

import { shadowedCluster } from '@pxsnap/core/cluster/shadow'
import { type EnginePorts, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster, type SimulatedStork, startStork } from '@pxsnap/core/simulation'
import { type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import { storkStorage } from '@pxsnap/core/storage/stork'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { groupVolumeSnapshot, mysql, mysqlLock, namespace, refOf, volumeSnapshot } from '../support/shop.ts'

const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
const storkVersion = 'stork.libopenstorage.org/v1alpha1'
const nightly = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })

type Beside = { readonly cluster: SimulatedCluster; readonly ports: EnginePorts; readonly stork: SimulatedStork }

async function shop(): Promise<Beside> {
  const cluster = await openSimulatedCluster({ seed: 1, settle: macrotask })
  const stork = startStork(cluster)
  cluster.load([...mysql(), mysqlLock])
  await cluster.advance(5_000)
  const { cluster: api, clock } = cluster.ports
  const storage = storkStorage({ cluster: api, clock })
  return {
    cluster,
    stork,
    ports: { ...cluster.ports, storage, cluster: shadowedCluster(api, { home: 'kube-system' }) },
  }
}

/** Writes the specs through the engine's own cluster, as commands do. */
async function apply(beside: Beside, ...specs: readonly KubeObject[]): Promise<readonly Outcome[]> {
  const { cluster, ports } = beside
  for (const spec of specs) {
    const made = await cluster.drive(ports.cluster.create(spec))
    if (!made.ok) throw new Error(made.message)
  }
  return run(beside, specs)
}

function run({ cluster, ports }: Beside, specs: readonly KubeObject[]): Promise<readonly Outcome[]> {
  return cluster.drive(runUntilSettled(ports, { only: specs.map(refOf) }, new AbortController().signal))
}

const inCluster = ({ cluster }: Beside, apiVersion: string, kind: string) =>
  cluster.plane.list({ apiVersion, kind }).items

function clone(name: string, snapshot: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
    spec: {
      storageClassName: 'stork-snapshot-sc',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '4Gi' } },
    },
  }
}

function bytesOf({ plane, storage }: SimulatedCluster, claim: string) {
  const found = plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim })
  const name = textOf(valueAt(found, ['spec', 'volumeName'])) ?? ''
  const volume = plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name })
  const bytes = storage.openVolume(textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle'])) ?? '')
  if (bytes === undefined) throw new Error(`The claim ${claim} has no volume.`)
  return bytes
}

test('a group is frozen by us and cut by STORK, application-consistent, and its clones are clean', async () => {
  const beside = await shop()
  const [outcome] = await apply(beside, nightly)
  expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
  // STORK saw a group of its own, without rules, and nothing of ours.
  const groups = inCluster(beside, storkVersion, 'GroupVolumeSnapshot')
  expect(groups.map(({ metadata }) => metadata.name)).toEqual([expect.stringMatching(/^pxsnap-/)])
  expect(JSON.stringify(groups[0]?.spec)).not.toContain('mysql-lock')
  const { cluster, ports } = beside
  const { items } = await cluster.drive(ports.cluster.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot' }))
  expect(items).toHaveLength(2)
  const claims = items.map(({ metadata }, index) => clone(`copy-${index}`, metadata.name))
  const cloned = await apply(beside, ...claims)
  expect(cloned.map(one => one.result)).toEqual(['successful', 'successful'])
  const at = (await cluster.drive(ports.storage.listSnapshots()))[0]?.at
  const copies = claims.map((claim, index) => ({
    of: { namespace, name: textOf(valueAt(items[index], ['spec', 'persistentVolumeClaimName'])) ?? '' },
    bytes: bytesOf(cluster, claim.metadata.name),
    at,
  }))
  expect(cluster.judgeCopies(...copies).verdict).toBe('clean')
})

test('deleting it leaves nothing with us, with STORK, or in the storage', async () => {
  const beside = await shop()
  await apply(beside, nightly, volumeSnapshot('single', 'mysql-data'))
  const { cluster, ports } = beside
  for (const spec of [nightly, volumeSnapshot('single', 'mysql-data')])
    await cluster.drive(ports.cluster.delete(refOf(spec)))
  await run(beside, [nightly, volumeSnapshot('single', 'mysql-data')])
  await cluster.advance(60_000)
  expect(inCluster(beside, storkVersion, 'GroupVolumeSnapshot')).toEqual([])
  expect(inCluster(beside, snapshotVersion, 'VolumeSnapshot')).toEqual([])
  expect(inCluster(beside, snapshotVersion, 'VolumeSnapshotData')).toEqual([])
  expect(inCluster(beside, 'v1', 'ConfigMap')).toEqual([])
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
})

test('a run of everything takes on nothing of STORK’s, and STORK carries out its own meanwhile', async () => {
  const beside = await shop()
  const { cluster, ports } = beside
  cluster.load([volumeSnapshot('theirs', 'mysql-data')])
  const outcomes = await cluster.drive(runUntilSettled(ports, {}, new AbortController().signal))
  expect(outcomes).toEqual([])
  await cluster.advance(20_000)
  const theirs = cluster.plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name: 'theirs' })
  expect(JSON.stringify(theirs?.status)).toContain('Ready')
})

test('a STORK that is gone ends the freeze in time, and says that nothing was cut', async () => {
  const beside = await shop()
  beside.stork.stop()
  const [outcome] = await apply(beside, nightly)
  expect(outcome?.result).toBe('failed')
  expect(beside.cluster.pods.frozenPods()).toEqual([])
})

test('kinds that STORK would carry out are refused, with the reason', async () => {
  const beside = await shop()
  const restore = {
    apiVersion: storkVersion,
    kind: 'VolumeSnapshotRestore',
    metadata: { name: 'back', namespace },
    spec: { sourceName: 'single', sourceNamespace: namespace },
  }
  await expect(apply(beside, restore)).rejects.toThrow('would carry out the VolumeSnapshotRestore itself')
})
