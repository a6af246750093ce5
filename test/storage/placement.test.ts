/** Replicas on nodes: which nodes they are placed on, what a lost node takes away, and whose slots uploads take. */

import { PortError } from '@pxsnap/core/ports'
import { expect, test } from 'vitest'
import { SimulatedStorage } from '../../core/storage/simulated/index.ts'
import { storageWorld, take } from './world.ts'

const sizeBytes = 1 << 20

function clusterOf(...names: readonly string[]) {
  const nodes = new Set(names)
  return { nodes, world: storageWorld({ nodes: () => nodes }) }
}

const write = (storage: SimulatedStorage, volume: string, value: number) =>
  storage.open(volume)?.write(0, Uint8Array.of(value))

test('replicas are on different nodes, those that hold the fewest, and never more than there are nodes', () => {
  const { storage } = clusterOf('a', 'b', 'c').world
  const placed = [2, 1, 3, 7, 0].map((replicas, index) => {
    const volume = storage.provision({ key: `${index}`, sizeBytes, replicas })
    return storage.placement(volume)?.replicas
  })
  expect(placed).toEqual([['a', 'b'], ['c'], ['a', 'b', 'c'], ['a', 'b', 'c'], ['a']])
})

test('a volume with a replica left goes on; without any it is offline until a node returns', () => {
  const { nodes, world } = clusterOf('a', 'b')
  const { storage } = world
  const volume = storage.provision({ key: 'two', sizeBytes, replicas: 2 })
  write(storage, volume, 7)
  nodes.delete('a')
  expect(storage.placement(volume)?.health).toBe('degraded')
  write(storage, volume, 8)
  nodes.delete('b')
  nodes.add('c')
  expect(storage.placement(volume)?.health).toBe('offline')
  const refused = new PortError(
    'unreachable',
    `The volume ${volume} is offline: its replicas are on a, b, which are all lost.`,
  )
  expect(() => storage.open(volume)?.read(0)).toThrow(refused)
  expect(() => write(storage, volume, 9)).toThrow(refused)
  nodes.add('a')
  expect(storage.open(volume)?.read(0)[0]).toBe(8)
})

test('snapshots, clones and restores of what is offline fail and say where its replicas were', async () => {
  const { nodes, world } = clusterOf('a')
  const { storage } = world
  const volume = storage.provision({ key: 'one', sizeBytes })
  const other = storage.provision({ key: 'other', sizeBytes })
  const [snapshot = ''] = await take(world, 'before', [volume])
  nodes.delete('a')
  nodes.add('b')
  const why = 'is offline: its only replica is on a, which is lost.'
  expect(await storage.snapshot({ key: 'asked', volumes: [volume, other] })).toEqual({
    phase: 'failed',
    message: `The volume ${volume} ${why}`,
  })
  expect(await storage.clone({ key: 'copy', snapshot })).toEqual({
    phase: 'failed',
    message: `The snapshot ${snapshot} ${why}`,
  })
  const members = [{ volume, from: { snapshot } }]
  expect(await storage.restorer.restore({ key: 'back', members })).toMatchObject({
    phase: 'failed',
    message: `The volume ${volume} ${why}`,
  })
  nodes.add('a')
  await storage.snapshot({ key: 'lost meanwhile', volumes: [volume, other] })
  nodes.delete('a')
  world.settle()
  expect(await storage.snapshotTask('lost meanwhile')).toMatchObject({ phase: 'failed' })
  nodes.add('a')
  expect((await storage.listSnapshots()).map(({ handle }) => handle)).toEqual([snapshot])
  expect(await take(world, 'after', [volume])).toHaveLength(1)
})

test('each node uploads two at a time, what it has a replica of', async () => {
  const { world } = clusterOf('a', 'b')
  const { storage } = world
  const volumes = Array.from({ length: 8 }, (_, index) =>
    storage.provision({ key: `${index}`, sizeBytes, replicas: 1 }),
  )
  for (const [index, volume] of volumes.entries()) write(storage, volume, index + 1)
  const snapshots = await take(world, 'all', volumes)
  // Every other volume is on the same node.
  for (const [index, snapshot] of snapshots.entries())
    if (index % 2 === 0) await storage.cloud.upload({ key: `up-${index}`, snapshot, full: true })
  const phases = async () =>
    Promise.all([0, 2, 4, 6].map(async index => (await storage.cloud.uploadTask(`up-${index}`))?.phase))
  expect(await phases()).toEqual(['running', 'running', 'queued', 'queued'])
  await storage.cloud.upload({ key: 'up-1', snapshot: snapshots[1] ?? '', full: true })
  expect((await storage.cloud.uploadTask('up-1'))?.phase).toBe('running')
  world.settle()
  expect(await phases()).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded'])
})

test('replicas are saved; a volume of a state from before there were any never goes offline', async () => {
  const { nodes, world } = clusterOf('a')
  const { storage } = world
  const volume = storage.provision({ key: 'kept', sizeBytes })
  write(storage, volume, 5)
  const [snapshot] = await take(world, 'kept', [volume])
  const state = storage.state()
  const blocks = storage.takeNewBlocks()
  const options = { now: () => world.now, nodes: () => nodes }
  const restored = await SimulatedStorage.restore(options, state, async key => blocks.get(key))
  const earlier = {
    ...state,
    volumes: state.volumes.map(({ replicas: _, ...rest }) => rest),
    snapshots: state.snapshots.map(({ replicas: _, ...rest }) => rest),
  }
  const old = await SimulatedStorage.restore(options, earlier, async key => blocks.get(key))
  nodes.delete('a')
  expect(restored.placement(volume)).toEqual({ replicas: ['a'], health: 'offline' })
  expect(await restored.clone({ key: 'c', snapshot: snapshot ?? '' })).toMatchObject({ phase: 'failed' })
  expect(old.placement(volume)).toEqual({ replicas: [], health: 'up' })
  expect(old.open(volume)?.read(0)[0]).toBe(5)
})
