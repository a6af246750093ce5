/** Restores in place in a whole simulated cluster: the database comes back as it was, or stays as it is. */

import { runUntilSettled } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import {
  cassandra,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  refOf,
  volumeSnapshot,
} from '../support/shop.ts'
import { dyingPorts } from './dying-ports.ts'

const claims = ['mysql-data', 'mysql-log'].map(name => ({ namespace, name }))
const nightly = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })

function restoreOf(
  sourceName: string,
  spec: Readonly<Record<string, unknown>> = {},
  annotations: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'VolumeSnapshotRestore',
    metadata: { name: 'undo', namespace, annotations },
    spec: { sourceName, sourceNamespace: namespace, ...spec },
  }
}

const undo = restoreOf('nightly', { groupSnapshot: true })

describe('a group of MySQL', () => {
  test('is stopped, restored as one, and started again with its replicas; it comes up clean', async () => {
    const { cluster, apply } = await openShop(1, ...mysql(), mysqlLock)
    await apply(nightly)
    await cluster.advance(20_000)
    const before = await digests(cluster)
    const [outcome] = await apply(undo)
    expect(outcome?.result).toBe('successful')
    expect(outcome?.evidence?.events.map(({ what }) => what)).toEqual([
      'stopped',
      'saved',
      'verified',
      'started',
      'finished',
    ])
    expect(await replicasOf(cluster, 'mysql')).toBe(1)
    expect(await digests(cluster)).not.toEqual(before)
    await cluster.advance(10_000)
    expect(podPhase(cluster, 'mysql-0')).toBe('Running')
    expect(cluster.judge(...claims).verdict).toMatch(/^(clean|recovers)$/)
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(undo)))
    expect(stored?.status).toMatchObject({
      status: 'Successful',
      volumes: [{ pvc: 'mysql-data' }, { pvc: 'mysql-log' }],
    })
    expect(await localSnapshots(cluster)).toBe(2)
  })

  test('goes back from the object store too, and nothing temporary is left', async () => {
    const { cluster, apply } = await openShop(2, ...mysql(), mysqlLock)
    const options = { 'portworx/snapshot-type': 'cloud' }
    await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', options }))
    await cluster.advance(20_000)
    const volumes = cluster.storage.state().volumes.length
    const [outcome] = await apply(undo)
    expect(outcome?.result).toBe('successful')
    expect(await localSnapshots(cluster)).toBe(0)
    expect(cluster.storage.state().volumes).toHaveLength(volumes)
    await cluster.advance(10_000)
    expect(cluster.judge(...claims).verdict).toMatch(/^(clean|recovers)$/)
  })

  test('keeps what it has when the storage cannot restore, and runs again', async () => {
    const { cluster, apply } = await openShop(3, ...mysql(), mysqlLock)
    await apply(nightly)
    await cluster.advance(20_000)
    cluster.storage.inject({ on: 'restore', do: 'fail', message: 'The pool is full.', times: 4 })
    const [outcome] = await apply(undo)
    expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'storage-failed' } })
    expect(outcome?.evidence?.events.map(({ what }) => what)).toContain('undone')
    expect(await replicasOf(cluster, 'mysql')).toBe(1)
    await cluster.advance(10_000)
    expect(podPhase(cluster, 'mysql-0')).toBe('Running')
    expect(cluster.judge(...claims).verdict).toMatch(/^(clean|recovers)$/)
    expect(await localSnapshots(cluster)).toBe(2)
  })

  test('ends well whichever call its process dies at', async () => {
    for (let at = 1; at <= 40; at += 5) {
      const { cluster, apply } = await openShop(4, ...mysql(), mysqlLock)
      await apply(nightly)
      await cluster.advance(10_000)
      cluster.load([undo])
      const only = [refOf(undo)]
      const death = dyingPorts(cluster.ports, at, at % 2 === 0 ? 'before' : 'after')
      const run = runUntilSettled(death.ports, { only }, never()).then(() => 'ended')
      const died = await cluster.drive(Promise.race([run, death.dead.then(() => 'died')]))
      const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only }, never()))
      expect({ at, died, result: outcome?.result }).toEqual({ at, died, result: 'successful' })
      expect(await replicasOf(cluster, 'mysql')).toBe(1)
      expect(await localSnapshots(cluster)).toBe(2)
      if (died === 'ended') break
    }
  })
})

describe('refused before anything is stopped', () => {
  test.each([
    ['a snapshot that is not there', restoreOf('nothing'), /does not exist/],
    ['a group without groupSnapshot', restoreOf('nightly'), /does not exist/],
    ['pvcs', restoreOf('nightly', { groupSnapshot: true, pvcs: { a: 'b' } }), /not supported/],
    ['another namespace', restoreOf('nightly', { sourceNamespace: 'other' }), /would overwrite claims in other/],
    [
      'a running application that must not be stopped',
      restoreOf('nightly', { groupSnapshot: true }, { 'pxsnap.io/scale-down': 'false' }),
      /forbids to stop it/,
    ],
  ])('%s', async (_, restore, message) => {
    const { cluster, apply } = await openShop(5, ...mysql(), mysqlLock)
    await apply(nightly)
    const before = await digests(cluster)
    const [outcome] = await apply(restore)
    expect(outcome?.result).toBe('failed')
    expect(outcome?.reason?.message).toMatch(message)
    expect(await replicasOf(cluster, 'mysql')).toBe(1)
    expect(podPhase(cluster, 'mysql-0')).toBe('Running')
    expect(before).toHaveLength(2)
  })

  test('a pod that nobody would start again', async () => {
    const [claim] = cassandra()
    if (claim === undefined) throw new Error('There is no claim.')
    const pod: KubeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'alone', namespace },
      spec: {
        containers: [
          { name: 'c', image: 'cassandra:4.1', volumeMounts: [{ name: 'd', mountPath: '/var/lib/cassandra' }] },
        ],
        volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'cassandra-data' } }],
      },
    }
    const { cluster, apply } = await openShop(6, claim, pod)
    await apply(volumeSnapshot('before', 'cassandra-data'))
    const [outcome] = await apply(restoreOf('before'))
    expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'in-use' } })
    expect(podPhase(cluster, 'alone')).toBe('Running')
  })
})

describe('an edited annotation', () => {
  const edits: readonly (readonly [string, (stored: string, victim: string) => string])[] = [
    [
      'cannot make it overwrite a volume that is not of its namespace',
      (stored, victim) => stored.replaceAll(/"volume":"[^"]*"/g, `"volume":"${victim}"`),
    ],
    [
      'cannot make it copy what is no snapshot of its namespace',
      stored => stored.replaceAll(/"snapshot":"snap[^"]*"/g, '"snapshot":"snap-of-others"'),
    ],
  ]

  test.each(edits)('%s', async (_, edit) => {
    const cluster = await stoppedByDeath()
    const victim = cluster.storage.provision({ key: 'treasure', sizeBytes: 1 << 20 })
    const before = await digestOf(cluster, victim)
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(undo)))
    if (stored === undefined) throw new Error('The restore is there.')
    const entries = Object.entries(stored.metadata.annotations ?? {}).map(([key, text]) => [key, edit(text, victim)])
    const metadata = { ...stored.metadata, annotations: Object.fromEntries(entries) }
    await cluster.drive(cluster.ports.cluster.update({ ...stored, metadata }))
    const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(undo)] }, never()))
    expect(outcome?.result).toBe('failed')
    expect(await digestOf(cluster, victim)).toBe(before)
    expect(await replicasOf(cluster, 'mysql')).toBe(1)
  })
})

/** A cluster in which the process of a restore died when the plan was stored and the application was being stopped. */
async function stoppedByDeath(): Promise<SimulatedCluster> {
  for (let at = 10; at < 60; at++) {
    const { cluster, apply } = await openShop(8, ...mysql(), mysqlLock)
    await apply(nightly)
    cluster.load([undo])
    const death = dyingPorts(cluster.ports, at, 'after')
    const run = runUntilSettled(death.ports, { only: [refOf(undo)] }, never())
    await cluster.drive(Promise.race([run, death.dead]))
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(undo)))
    if (stored?.metadata.annotations?.['pxsnap.io/lifecycle']?.includes('"stage":"Stopping"')) return cluster
  }
  throw new Error('No process died while it stopped the application.')
}

test('deleting it afterwards leaves the data and everything else', async () => {
  const { cluster, apply } = await openShop(7, ...mysql(), mysqlLock)
  await apply(nightly)
  await apply(undo)
  await cluster.drive(cluster.ports.cluster.delete(refOf(undo)))
  const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(undo)] }, never()))
  expect(outcome?.result).toBe('deleted')
  expect(await localSnapshots(cluster)).toBe(2)
  expect(await replicasOf(cluster, 'mysql')).toBe(1)
})

function never(): AbortSignal {
  return new AbortController().signal
}

async function digests(cluster: SimulatedCluster): Promise<readonly (string | undefined)[]> {
  const { restorer } = cluster.ports.storage
  if (restorer === undefined) throw new Error('The storage restores in place.')
  const volumes = claims.map(({ name }) => {
    const claim = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
    const volumeName = String(valueAt(claim, ['spec', 'volumeName']))
    const volume = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volumeName })
    return String(valueAt(volume, ['spec', 'csi', 'volumeHandle']))
  })
  return cluster.drive(Promise.all(volumes.map(volume => restorer.digest({ volume }))))
}

async function digestOf(cluster: SimulatedCluster, volume: string): Promise<string | undefined> {
  return cluster.drive(cluster.ports.storage.restorer?.digest({ volume }) ?? Promise.resolve(undefined))
}

async function localSnapshots(cluster: SimulatedCluster): Promise<number> {
  return (await cluster.drive(cluster.ports.storage.listSnapshots())).length
}

async function replicasOf(cluster: SimulatedCluster, name: string): Promise<unknown> {
  const ref = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name }
  return valueAt(await cluster.drive(cluster.ports.cluster.get(ref)), ['spec', 'replicas'])
}

function podPhase(cluster: SimulatedCluster, name: string): unknown {
  const pod = cluster.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })
  return valueAt(pod, ['status', 'phase'])
}
