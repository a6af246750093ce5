/** What the csi driver does beyond the contract: restarts, classes, groups, and who owns what. */

import { describe, expect, test } from 'vitest'
import { type Cluster, PortError } from '../../core/ports/index.ts'
import type { KubeObject } from '../../core/specs/index.ts'
import { entry, valueAt } from '../../core/specs/index.ts'
import { csiStorage, openCsiStorage } from '../../core/storage/csi/index.ts'
import { type CsiTestWorld, csiWorld, driven } from './csi-world.ts'

const MiB = 2 ** 20
const snapshotVersion = 'snapshot.storage.k8s.io/v1'
const groupVersion = 'groupsnapshot.storage.k8s.io/v1'

const all = ({ cluster }: CsiTestWorld, apiVersion: string, kind: string): readonly KubeObject[] =>
  cluster.plane.list({ apiVersion, kind }).items
const snapshotsIn = (world: CsiTestWorld) => all(world, snapshotVersion, 'VolumeSnapshot')
const claimNamed = ({ cluster }: CsiTestWorld, name: string) =>
  cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name })

async function taken(world: CsiTestWorld, key: string, volumes: readonly string[]) {
  await world.driver.snapshot({ key, volumes })
  await world.cluster.advance(3_000)
  const task = await world.driver.snapshotTask(key)
  if (task?.phase !== 'succeeded') throw new Error(`The snapshot came to ${JSON.stringify(task)}.`)
  return task.snapshots
}

describe('a process that begins later', () => {
  test('finds the task by its key, and deletes, clones and discards by what it finds', async () => {
    const world = await csiWorld()
    const [snapshot] = await taken(world, 'one', [world.provision('data', MiB)])
    const later = world.another()
    expect(await later.snapshotTask('one')).toEqual({ phase: 'succeeded', snapshots: [snapshot] })
    await later.clone({ key: 'copy', snapshot: snapshot?.handle ?? '' })
    await world.cluster.advance(3_000)
    const cloned = await world.another().cloneTask('copy')
    expect(cloned?.phase).toBe('succeeded')
    await world.another().discardSnapshots('one')
    expect(await later.snapshotTask('one')).toBeUndefined()
    expect(snapshotsIn(world)).toEqual([])
  })

  test('asks for the snapshots that an earlier one did not come to ask for', async () => {
    const world = await csiWorld({ groups: false })
    const volumes = [world.provision('a', MiB), world.provision('b', MiB)]
    await world.driver.snapshot({ key: 'two', volumes })
    const [, second] = snapshotsIn(world)
    if (second === undefined) throw new Error('There is no second snapshot.')
    world.cluster.plane.delete({ ...second, name: second.metadata.name, namespace: 'default' })
    await world.cluster.advance(3_000)
    const later = world.another()
    expect(await later.snapshotTask('two')).toEqual({ phase: 'running' })
    await later.snapshot({ key: 'two', volumes })
    await world.cluster.advance(3_000)
    expect(await later.snapshotTask('two')).toMatchObject({ phase: 'succeeded' })
  })
})

describe('the class of a snapshot', () => {
  test('that does not exist is told before anything is frozen, with the driver to make one for', async () => {
    const world = await csiWorld({ classes: false, groups: false })
    const volume = world.provision('data', MiB)
    const said = await world.driver.prepare?.([volume])
    expect(said).toContain('no VolumeSnapshotClass of the driver pxd.portworx.com')
    await world.driver.snapshot({ key: 'one', volumes: [volume] })
    expect(await world.driver.snapshotTask('one')).toMatchObject({ phase: 'failed', message: said })
    expect(snapshotsIn(world)).toEqual([])
  })

  test('is the default of the driver; two of them are refused by name', async () => {
    const world = await csiWorld({ groups: false })
    const volume = world.provision('data', MiB)
    expect(await world.driver.prepare?.([volume])).toBeUndefined()
    world.cluster.load([classNamed('second', { isDefault: true })])
    expect(await world.driver.prepare?.([volume])).toContain('px-snapshot-class, second are all the default')
  })

  test('that uploads is never used for a local snapshot', async () => {
    const world = await csiWorld({ classes: false, groups: false })
    world.cluster.load([classNamed('cloud', { type: 'cloud' })])
    expect(await world.driver.prepare?.([world.provision('data', MiB)])).toContain('uploads (cloud)')
    world.cluster.load([classNamed('local', { type: 'local' })])
    await taken(world, 'one', [world.provision('data', MiB)])
    expect(valueAt(snapshotsIn(world)[0], ['spec', 'volumeSnapshotClassName'])).toBe('local')
  })

  test('that keeps copies does not keep what is deleted by name', async () => {
    const world = await csiWorld({ classes: false, groups: false })
    world.cluster.load([{ ...classNamed('keeps', {}), deletionPolicy: 'Retain' }])
    const [snapshot] = await taken(world, 'one', [world.provision('data', MiB)])
    await world.driver.deleteSnapshot(snapshot?.handle ?? '')
    await world.cluster.advance(3_000)
    expect(all(world, snapshotVersion, 'VolumeSnapshotContent')).toEqual([])
    expect(await world.cluster.drive(world.cluster.ports.storage.listSnapshots())).toEqual([])
  })
})

describe('a group', () => {
  test('is one VolumeGroupSnapshot of exactly its claims, and its label leaves them when it is cut', async () => {
    const world = await csiWorld()
    const volumes = ['b', 'a'].map(name => world.provision(name, MiB))
    world.provision('stranger', MiB)
    const members = await taken(world, 'group', volumes)
    expect(members.map(one => one.volume)).toEqual(volumes)
    expect(all(world, groupVersion, 'VolumeGroupSnapshot')).toHaveLength(1)
    await world.cluster.advance(3_000)
    expect(claimNamed(world, 'a')?.metadata.labels ?? {}).toEqual({})
  })

  test('keeps the instant of the storage to the millisecond', async () => {
    const world = await csiWorld()
    const members = await taken(world, 'group', [world.provision('a', MiB), world.provision('b', MiB)])
    const stored = await world.cluster.drive(world.cluster.ports.storage.listSnapshots())
    expect(members.map(one => one.at)).toEqual(stored.map(one => one.at))
    expect((members[0]?.at ?? 0) % 1000).not.toBe(0)
  })

  test('loses a member at once, and its place in the storage with the last one', async () => {
    const world = await csiWorld()
    const [a, b] = await taken(world, 'group', [world.provision('a', MiB), world.provision('b', MiB)])
    await world.driver.deleteSnapshot(a?.handle ?? '')
    expect(await world.driver.listSnapshots()).toEqual([b])
    await world.driver.deleteSnapshot(b?.handle ?? '')
    await world.cluster.advance(3_000)
    expect(await world.driver.listSnapshots()).toEqual([])
    expect([snapshotsIn(world), all(world, groupVersion, 'VolumeGroupSnapshot')]).toEqual([[], []])
    expect(await world.cluster.drive(world.cluster.ports.storage.listSnapshots())).toEqual([])
  })

  test('over two namespaces is refused before the freeze', async () => {
    const world = await csiWorld()
    const volumes = [world.provision('a', MiB), world.provision('b', MiB, 'portworx')]
    expect(await world.driver.prepare?.(volumes)).toContain('one driver and one namespace')
  })

  test('without group snapshots in the cluster is separate cuts that never pass for one', async () => {
    const world = await csiWorld({ groups: false })
    expect(world.driver.capabilities.groupSnapshot).toBe('none')
    const members = await taken(world, 'two', [world.provision('a', MiB), world.provision('b', MiB)])
    expect(new Set(members.map(one => one.at)).size).toBe(2)
  })
})

describe('a clone', () => {
  test('is given to the claim that it is for, and goes with that claim', async () => {
    const world = await csiWorld()
    const [snapshot] = await taken(world, 'one', [world.provision('data', MiB)])
    await world.driver.clone({ key: 'copy', snapshot: snapshot?.handle ?? '', sizeBytes: 2 * MiB })
    await world.cluster.advance(3_000)
    const task = await world.driver.cloneTask('copy')
    const volume = task?.phase === 'succeeded' ? task.volume : ''
    world.cluster.load([claimOfNobody('mine', 2 * MiB)])
    const uid = claimNamed(world, 'mine')?.metadata.uid ?? ''
    const claim = { namespace: 'default', name: 'mine', uid }
    const request = { volume, claim, accessModes: ['ReadWriteOnce'], storageClass: 'stork-snapshot-sc' }
    await world.cluster.advance(1_000)
    expect(await world.driver.bind?.(request)).toEqual({ ok: true })
    expect(await world.driver.bind?.(request)).toEqual({ ok: true })
    expect(entry(claimNamed(world, 'mine')?.status, 'phase')).toBe('Bound')
    await expect(world.driver.deleteVolume(volume)).rejects.toThrow('default/mine')
    world.cluster.plane.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'mine' })
    expect(world.cluster.storage.open(volume)).toBeUndefined()
  })

  test('that is discarded leaves neither claim nor volume', async () => {
    const world = await csiWorld()
    const [snapshot] = await taken(world, 'one', [world.provision('data', MiB)])
    await world.driver.clone({ key: 'copy', snapshot: snapshot?.handle ?? '' })
    await world.driver.discardClone?.('copy')
    await world.cluster.advance(3_000)
    expect(await world.driver.cloneTask('copy')).toBeUndefined()
    expect(all(world, 'v1', 'PersistentVolumeClaim').map(one => one.metadata.name)).toEqual(['data'])
    expect(all(world, 'v1', 'PersistentVolume')).toHaveLength(1)
  })
})

test('what a user writes on a VolumeSnapshot does not make it a copy of another volume', async () => {
  const world = await csiWorld({ groups: false })
  const [mine, other] = [world.provision('mine', MiB), world.provision('other', MiB)]
  await taken(world, 'one', [mine])
  const [snapshot] = snapshotsIn(world)
  const annotations = Object.fromEntries(
    Object.entries(snapshot?.metadata.annotations ?? {}).map(([key, value]) => [key, value.replaceAll(mine, other)]),
  )
  if (snapshot !== undefined)
    world.cluster.plane.update({ ...snapshot, metadata: { ...snapshot.metadata, annotations } })
  expect(await world.driver.snapshotTask('one')).toMatchObject({ phase: 'failed' })
  expect((await world.driver.listSnapshots()).map(one => one.volume)).toEqual([mine])
})

test('what a cluster can do is known before anything is asked of it', async () => {
  const { cluster } = await csiWorld()
  const { cluster: api, clock } = cluster.ports
  const served = (...kinds: readonly (readonly [string, string])[]) =>
    kinds.map(([apiVersion, kind]) => ({ apiVersion, kind }))
  const open = (kinds: ReturnType<typeof served>) =>
    cluster.drive(openCsiStorage({ cluster: api, clock, served: kinds }))
  expect(await open([])).toBeUndefined()
  const plain = served([snapshotVersion, 'VolumeSnapshot'])
  expect((await open(plain))?.capabilities.groupSnapshot).toBe('none')
  const both = [...plain, ...served([groupVersion, 'VolumeGroupSnapshot'])]
  expect((await open(both))?.capabilities.groupSnapshot).toBe('atomic')
  const { cluster: without } = await csiWorld({ groups: false })
  const driver = without.drive(openCsiStorage({ cluster: without.ports.cluster, clock, served: both }))
  expect((await driver)?.capabilities.groupSnapshot).toBe('none')
  expect(driven(cluster, csiStorage({ cluster: api, clock })).cloud).toBeUndefined()
})

function classNamed(name: string, { isDefault = false, type = 'local' }): KubeObject {
  const annotations = isDefault ? { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } : {}
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshotClass',
    metadata: { name, annotations },
    driver: 'pxd.portworx.com',
    deletionPolicy: 'Delete',
    parameters: { 'csi.openstorage.org/snapshot-type': type },
  }
}

function claimOfNobody(name: string, sizeBytes: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: {
      storageClassName: 'stork-snapshot-sc',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: String(sizeBytes) } },
    },
  }
}

test('who may not list the classes of groups has none, and is not refused everything else', async () => {
  const { cluster } = await csiWorld()
  const { ports } = cluster
  const forbidding = (kind: string): Cluster => ({
    ...namedMethods(ports.cluster),
    list: async (query, signal) => {
      if (query.kind === kind) throw new PortError('forbidden', 'The test says so.')
      return ports.cluster.list(query, signal)
    },
  })
  const served = [
    { apiVersion: snapshotVersion, kind: 'VolumeSnapshot' },
    { apiVersion: groupVersion, kind: 'VolumeGroupSnapshot' },
  ]
  const opened = await openCsiStorage({ ...ports, cluster: forbidding('VolumeGroupSnapshotClass'), served })
  expect(opened?.capabilities.groupSnapshot).toBe('none')
})

function namedMethods(cluster: Cluster): Cluster {
  return {
    get: (...args) => cluster.get(...args),
    list: (...args) => cluster.list(...args),
    create: (...args) => cluster.create(...args),
    update: (...args) => cluster.update(...args),
    delete: (...args) => cluster.delete(...args),
    watch: (...args) => cluster.watch(...args),
  }
}
