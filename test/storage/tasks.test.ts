/** How tasks of the simulated back end go through time, and go wrong. */

import { expect, test } from 'vitest'
import { instant } from '../../core/base/index.ts'
import { SimulatedStorage } from '../../core/storage/simulated/index.ts'
import { copy, storageWorld, take } from './world.ts'

const MiB = 2 ** 20

test('a local snapshot takes 300 to 800 ms and its instant lies inside', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const world = storageWorld({ seed })
    const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
    const from = world.now
    await take(world, 'one', [volume])
    const [snapshot] = await world.storage.listSnapshots()
    expect(world.now - from).toBeGreaterThanOrEqual(300)
    expect(world.now - from).toBeLessThanOrEqual(800)
    expect(snapshot?.at).toBeGreaterThan(from)
    expect(snapshot?.at).toBeLessThan(world.now)
  }
})

test('the writers of a group wait around its cut, those of other volumes do not', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  const other = world.storage.provision({ key: 'c', sizeBytes: MiB })
  await world.storage.snapshot({ key: 'group', volumes })
  const held: number[] = []
  let sawOther = false
  for (let ms = 0; ms < 1000; ms++) {
    world.advance(1)
    const paused = volumes.map(volume => world.storage.open(volume)?.paused)
    expect(new Set(paused).size).toBe(1)
    if (paused[0]) held.push(world.now)
    sawOther ||= world.storage.open(other)?.paused === true
  }
  const at = (await world.storage.listSnapshots())[0]?.at ?? 0
  expect(held.length).toBeGreaterThanOrEqual(20)
  expect(held.length).toBeLessThanOrEqual(60)
  expect(held[0]).toBeLessThan(at)
  expect(held.at(-1)).toBeGreaterThanOrEqual(at)
  expect(sawOther).toBe(false)
})

test('a write to a paused volume is refused, so that no writer can forget to wait', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  await world.storage.snapshot({ key: 'group', volumes })
  const device = world.storage.open(volumes[0] ?? '')
  while (device?.paused !== true) world.advance(1)
  expect(() => device.write(0, Uint8Array.of(1))).toThrow(expect.objectContaining({ kind: 'busy' }))
})

test('a group holds the bytes of its one instant', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b', 'c'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  const write = (value: number): void => {
    for (const volume of volumes) {
      const device = world.storage.open(volume)
      if (device?.paused === false) device.write(0, Uint8Array.of(value))
    }
  }
  await world.storage.snapshot({ key: 'group', volumes })
  for (let value = 1; value <= 200; value++) {
    write(value)
    world.advance(5)
  }
  const snapshots = await world.storage.listSnapshots()
  const values = snapshots.map(snapshot => world.storage.openSnapshot(snapshot.handle)?.read(0)[0])
  expect(snapshots).toHaveLength(3)
  expect(new Set(values).size).toBe(1)
  expect(values[0]).toBeGreaterThan(1)
})

test('one failing member fails its group and leaves none of it', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b', 'c'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  world.storage.inject({ on: 'snapshot', member: volumes[1] ?? '', do: 'fail', message: 'replica out of sync' })
  await world.storage.snapshot({ key: 'group', volumes })
  world.settle()
  expect(await world.storage.snapshotTask('group')).toEqual({ phase: 'failed', message: 'replica out of sync' })
  expect(await world.storage.listSnapshots()).toEqual([])
  expect(await world.storage.snapshot({ key: 'group', volumes })).toMatchObject({ phase: 'failed' })
  await take(world, 'again', volumes)
  expect(await world.storage.listSnapshots()).toHaveLength(3)
})

test('nobody sees the snapshots of a group that may still fail', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  world.storage.inject({ on: 'snapshot', do: 'fail', message: 'no' })
  await world.storage.snapshot({ key: 'group', volumes })
  for (let next = world.storage.nextAt(); next !== undefined; next = world.storage.nextAt()) {
    world.advance(next - world.now)
    expect(await world.storage.listSnapshots()).toEqual([])
  }
})

test('a snapshot whose group is still running can be neither cloned nor deleted', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  await world.storage.snapshot({ key: 'group', volumes })
  while (world.storage.openSnapshot('snap-3') === undefined) world.advance(1)
  await world.storage.deleteSnapshot('snap-3')
  expect(await world.storage.clone({ key: 'copy', snapshot: 'snap-3' })).toMatchObject({ phase: 'failed' })
  world.settle()
  expect((await world.storage.listSnapshots()).map(snapshot => snapshot.handle)).toEqual(['snap-3', 'snap-4'])
})

test('a slow back end cuts later by what it is slow', async () => {
  const cutAfter = async (extraMs: number): Promise<number> => {
    const world = storageWorld()
    const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
    if (extraMs > 0) world.storage.inject({ on: 'snapshot', do: 'slow', extraMs })
    const from = world.now
    await take(world, 'one', [volume])
    return ((await world.storage.listSnapshots())[0]?.at ?? 0) - from
  }
  expect(await cutAfter(60_000)).toBe((await cutAfter(0)) + 60_000)
})

test('a volume deleted while its group is running fails the group', async () => {
  const world = storageWorld()
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  await world.storage.snapshot({ key: 'group', volumes })
  await world.storage.deleteVolume(volumes[0] ?? '')
  world.settle()
  expect(await world.storage.snapshotTask('group')).toMatchObject({ phase: 'failed' })
  expect(await world.storage.listSnapshots()).toEqual([])
})

test('a snapshot deleted while its clone is made fails the clone', async () => {
  const world = storageWorld()
  const [snapshot] = await take(world, 'one', [world.storage.provision({ key: 'a', sizeBytes: MiB })])
  await world.storage.clone({ key: 'copy', snapshot: snapshot ?? '' })
  await world.storage.deleteSnapshot(snapshot ?? '')
  world.settle()
  expect(await world.storage.cloneTask('copy')).toMatchObject({ phase: 'failed' })
})

test('a back end without group snapshots refuses a group and still takes single volumes', async () => {
  const world = storageWorld({ capabilities: { groupSnapshot: 'none' } })
  const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
  expect(await world.storage.snapshot({ key: 'group', volumes })).toMatchObject({ phase: 'failed' })
  expect(await take(world, 'one', volumes.slice(0, 1))).toHaveLength(1)
})

test('a full pool refuses the write, keeps the block, and takes writes again once something was deleted', async () => {
  const world = storageWorld({ capacityBytes: 3 * 4096 })
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  const device = world.storage.open(volume)
  for (let block = 0; block < 3; block++) device?.write(block, Uint8Array.of(1))
  const [snapshot] = await take(world, 'one', [volume])
  expect(() => device?.write(0, Uint8Array.of(2))).toThrow(expect.objectContaining({ kind: 'full' }))
  expect(device?.read(0)[0]).toBe(1)
  await world.storage.deleteSnapshot(snapshot ?? '')
  device?.write(0, Uint8Array.of(2))
  expect(device?.read(0)[0]).toBe(2)
  expect(() => device?.write(9, Uint8Array.of(2))).toThrow(expect.objectContaining({ kind: 'full' }))
  await world.storage.deleteVolume(world.storage.provision({ key: 'b', sizeBytes: MiB }))
  world.storage.state()
  device?.write(1, Uint8Array.of(3))
  expect(world.storage.usedBytes()).toBe(3 * 4096)
})

test('provisioning twice under one key gives one volume', () => {
  const { storage } = storageWorld()
  expect(storage.provision({ key: 'a', sizeBytes: MiB })).toBe(storage.provision({ key: 'a', sizeBytes: MiB }))
  expect(storage.provision({ key: 'b', sizeBytes: MiB })).not.toBe(storage.provision({ key: 'a', sizeBytes: MiB }))
})

test('a task saved in the middle ends as if nothing had happened', async () => {
  const run = async (reopenAfterMs: number | undefined): Promise<unknown> => {
    const world = storageWorld()
    const volumes = ['a', 'b'].map(key => world.storage.provision({ key, sizeBytes: MiB }))
    for (const volume of volumes) world.storage.open(volume)?.write(3, Uint8Array.of(7))
    world.storage.inject({ on: 'clone', do: 'slow', extraMs: 1 })
    await world.storage.snapshot({ key: 'group', volumes })
    if (reopenAfterMs !== undefined) {
      world.advance(reopenAfterMs)
      const state = JSON.parse(JSON.stringify(world.storage.state()))
      const blocks = world.storage.takeNewBlocks()
      world.storage = await SimulatedStorage.restore({ now: () => world.now }, state, async key => blocks.get(key))
    }
    world.settle()
    const [snapshot] = await world.storage.listSnapshots()
    const clone = await copy(world, 'copy', snapshot?.handle ?? '')
    return [await world.storage.listSnapshots(), clone, world.storage.open(clone)?.read(3)[0]]
  }
  const undisturbed = await run(undefined)
  for (let ms = 0; ms < 800; ms += 13) expect(await run(ms)).toEqual(undisturbed)
})

test('an outage fails every task that begins while it lasts, and none after it', async () => {
  const world = storageWorld()
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  const until = instant(world.now + 300_000)
  world.storage.inject({ on: 'snapshot', do: 'fail', message: 'The storage is away.', until })
  for (let minute = 0; minute < 7; minute++) {
    await world.storage.snapshot({ key: `${minute}`, volumes: [volume] })
    world.advance(60_000)
  }
  const phases = await Promise.all(
    [0, 1, 4, 5, 6].map(async minute => (await world.storage.snapshotTask(`${minute}`))?.phase),
  )
  expect(phases).toEqual(['failed', 'failed', 'failed', 'succeeded', 'succeeded'])
})

test('a missing or cut block of a saved back end is a corruption, not a crash', async () => {
  const world = storageWorld()
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  world.storage.open(volume)?.write(0, Uint8Array.of(1))
  const state = world.storage.state()
  const blocks = world.storage.takeNewBlocks()
  const restore = (bytes: (key: string) => Uint8Array | undefined) =>
    SimulatedStorage.restore({ now: () => world.now }, state, async key => bytes(key))
  await expect(restore(() => undefined)).rejects.toMatchObject({ kind: 'corrupted' })
  await expect(restore(key => blocks.get(key)?.subarray(0, 100))).rejects.toMatchObject({ kind: 'corrupted' })
})

test('saving again writes only the blocks that changed and the way to them', () => {
  const world = storageWorld()
  const device = world.storage.open(world.storage.provision({ key: 'a', sizeBytes: 2 ** 40 }))
  for (let block = 0; block < 5000; block++) device?.write(block, Uint8Array.of(1))
  world.storage.state()
  expect(world.storage.takeNewBlocks().size).toBe(5000 + 5 + 1)
  world.storage.state()
  expect(world.storage.takeNewBlocks().size).toBe(0)
  device?.write(17, Uint8Array.of(2))
  world.storage.state()
  const taken = world.storage.takeNewBlocks()
  expect(taken.size).toBe(3)
  world.storage.giveBack(taken)
  expect(world.storage.takeNewBlocks()).toEqual(taken)
  expect([...world.storage.blockKeys()]).toHaveLength(5000 + 5 + 1)
})
