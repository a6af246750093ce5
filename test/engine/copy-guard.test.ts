/** What is stored on an object is not believed: a handle that is another's is neither deleted nor recorded nor cloned. */

import { type EngineEvent, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, type ObjectRef, valueAt } from '@pxsnap/core/specs'
import { beforeAll, describe, expect, test } from 'vitest'
import { cloneOf, groupVolumeSnapshot, mysql, openShop, refOf, volumeSnapshot } from '../support/shop.ts'

const cloudType = { 'portworx/snapshot-type': 'cloud' }
const thief = (annotations: Readonly<Record<string, string>>, spec: object = {}): KubeObject => ({
  ...volumeSnapshot('mine', 'mysql-data'),
  metadata: { name: 'mine', namespace: 'other', annotations, finalizers: ['pxsnap.io/thaw-and-clean-up'] },
  spec: { persistentVolumeClaimName: 'mysql-data', ...spec },
})

let cluster: SimulatedCluster
let local: KubeObject
let backup: KubeObject

beforeAll(async () => {
  const shop = await openShop(2, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } }, ...mysql())
  cluster = shop.cluster
  const specs = [volumeSnapshot('local', 'mysql-data'), volumeSnapshot('backup', 'mysql-data', cloudType)]
  expect((await shop.apply(...specs)).map(({ result }) => result)).toEqual(['successful', 'successful'])
  local = await found(refOf(volumeSnapshot('local', '')))
  backup = await found(refOf(volumeSnapshot('backup', '')))
})

describe.each(['local', 'backup'])('a %s copy of another namespace', which => {
  const victim = () => (which === 'local' ? local : backup)

  test('is not deleted with a snapshot that names it', async () => {
    const { events } = await settled(thief({ 'pxsnap.io/lifecycle': lifecycleOf(victim()) }), true)
    expect(told(events)).toContain('was not made for this object')
    expect(await cluster.drive(cluster.ports.cluster.get(refOf(thief({}))))).toBeUndefined()
    await isWhole()
  })

  test('is not recorded for a snapshot that says it is about to be', async () => {
    const { stage: _, outcome: __, ...rest } = JSON.parse(lifecycleOf(victim()))
    const forged = JSON.stringify({ ...rest, stage: 'Recording' })
    const { outcome } = await settled(thief({ 'pxsnap.io/lifecycle': forged }), false)
    expect(outcome?.result).toBe('failed')
    expect(outcome?.reason?.code).toBe('not-own-copy')
    expect((await found(refOf(thief({})))).spec).not.toHaveProperty('snapshotDataName')
    await settled(undefined, true)
    await isWhole()
  })

  test('is not cloned through a snapshot that borrows its data', async () => {
    const snapshotDataName = valueAt(victim(), ['spec', 'snapshotDataName'])
    const ready = { conditions: [{ type: 'Ready', status: 'True' }] }
    cluster.load([{ ...thief({}, { snapshotDataName }), status: ready }])
    const claim = cloneOf(`stolen-${which}`, 'mine')
    const own = { ...claim, metadata: { ...claim.metadata, namespace: 'other' } }
    const [outcome] = await run(own)
    expect(outcome?.reason?.code).toBe('not-own-copy')
    expect(outcome?.result).toBe('failed')
  })
})

test('a volume of another namespace is not cut for a snapshot that says it is about to be', async () => {
  const { copies, stage: _, outcome: __, verdict: ___, ...rest } = JSON.parse(lifecycleOf(local))
  const forged = JSON.stringify({ ...rest, stage: 'Cutting', members: [copies[0].member] })
  const { outcome } = await settled(thief({ 'pxsnap.io/lifecycle': forged }), false)
  expect(outcome?.reason?.code).toBe('not-own-copy')
  await settled(undefined, true)
})

test('a claim whose plan was forged gets no volume', async () => {
  const claim = cloneOf('forged', 'none')
  const own = { ...claim, metadata: { ...claim.metadata, namespace: 'other' } }
  cluster.load([own])
  const { metadata } = await found(refOf(own))
  const handle = JSON.parse(lifecycleOf(local)).copies[0].handle
  const plan = { claim: 'forged', namespace: 'other', claimUid: metadata.uid, persistentVolume: 'pv', snapshot: handle }
  // As the executor would have left it off in the middle.
  const stored = { since: 0, stage: 'Cloning', plan: { ...plan, accessModes: [], storage: '4Gi' } }
  const annotations = { ...metadata.annotations, 'pxsnap.io/lifecycle': JSON.stringify(stored) }
  cluster.load([{ ...own, metadata: { ...own.metadata, annotations } }])
  const [outcome] = await run(own)
  expect(outcome?.result).toBe('failed')
})

test('our own copies go, also when their claim went first, and a member alone', async () => {
  const { cluster, apply } = await openShop(6, ...mysql())
  const group = groupVolumeSnapshot('nightly', { app: 'mysql' })
  const single = volumeSnapshot('single', 'mysql-data')
  const cloud = volumeSnapshot('cloud', 'mysql-data', cloudType)
  await apply(group, single, cloud)
  const { items } = await cluster.drive(
    cluster.ports.cluster.list({ apiVersion: single.apiVersion, kind: 'VolumeSnapshot', namespace: 'shop' }),
  )
  await cluster.drive(
    cluster.ports.cluster.delete({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'mysql' }),
  )
  await cluster.advance(60_000)
  for (const name of ['mysql-data', 'mysql-log'])
    await cluster.drive(
      cluster.ports.cluster.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name }),
    )
  await cluster.advance(60_000)
  for (const { kind, apiVersion, metadata } of items)
    await cluster.drive(cluster.ports.cluster.delete({ apiVersion, kind, namespace: 'shop', name: metadata.name }))
  await cluster.drive(runUntilSettled(cluster.ports, {}, new AbortController().signal))
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
  const { cloud: backups } = cluster.ports.storage
  if (backups === undefined) throw new Error('The simulated storage has an object store.')
  expect(await cluster.drive(backups.listBackups())).toEqual([])
})

/** Loads the forged snapshot, if any, deletes it if wanted, and runs what is there. */
async function settled(
  spec: KubeObject | undefined,
  isDeleted: boolean,
): Promise<{ readonly outcome: Outcome | undefined; readonly events: readonly EngineEvent[] }> {
  const ref = refOf(thief({}))
  if (spec !== undefined) for (const result of cluster.load([spec])) if (!result.ok) throw new Error(result.message)
  if (isDeleted) await cluster.drive(cluster.ports.cluster.delete(ref))
  const events: EngineEvent[] = []
  const report = (event: EngineEvent) => void events.push(event)
  const [outcome] = await cluster.drive(
    runUntilSettled(cluster.ports, { only: [ref], report }, new AbortController().signal),
  )
  return { outcome, events }
}

async function run(...specs: readonly KubeObject[]): Promise<readonly Outcome[]> {
  cluster.load(specs)
  return cluster.drive(runUntilSettled(cluster.ports, { only: specs.map(refOf) }, new AbortController().signal))
}

async function isWhole(): Promise<void> {
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(1)
  expect(await cluster.drive(cluster.ports.storage.cloud?.listBackups() ?? Promise.resolve([]))).toHaveLength(1)
}

async function found(ref: ObjectRef): Promise<KubeObject> {
  const object = await cluster.drive(cluster.ports.cluster.get(ref))
  if (object === undefined) throw new Error(`${ref.name} is not there.`)
  return object
}

function lifecycleOf(object: KubeObject): string {
  return object.metadata.annotations?.['pxsnap.io/lifecycle'] ?? ''
}

function told(events: readonly EngineEvent[]): string {
  return JSON.stringify(events)
}
