/** Cloud tasks of the simulated back end in virtual time: queue, bandwidth, progress, cancel, restarts and faults. */

import { expect, test } from 'vitest'
import { instant } from '../../core/base/index.ts'
import { blockSizeBytes, type UploadTask } from '../../core/ports/index.ts'
import { SimulatedStorage } from '../../core/storage/simulated/index.ts'
import { type StorageWorld, storageWorld, take } from './world.ts'

const MiB = 2 ** 20
const KiB = 2 ** 10

/** A hundredth of the usual bandwidth, and parts as small: few bytes then take as long as many. */
const cloud = {
  latencies: { call: [15, 45], bytesPerSecond: MiB },
  transfer: { partBytes: 80 * KiB, objectBytes: 640 * KiB },
} as const

/** A snapshot of a volume with so many bytes written. */
async function snapshotOf(world: StorageWorld, key: string, writtenBytes: number): Promise<string> {
  const volume = world.storage.provision({ key, sizeBytes: 2 * MiB })
  const device = world.storage.open(volume)
  for (let block = 0; block < writtenBytes / blockSizeBytes; block++)
    device?.write(block, new TextEncoder().encode(`${key} ${block}`))
  const [snapshot = ''] = await take(world, `snapshot of ${key}`, [volume])
  return snapshot
}

const upload = (world: StorageWorld, key: string, snapshot: string): Promise<UploadTask> =>
  world.storage.cloud.upload({ key, snapshot, full: false })

const phases = async (world: StorageWorld, keys: readonly string[]): Promise<readonly (string | undefined)[]> =>
  Promise.all(keys.map(async key => (await world.storage.cloud.uploadTask(key))?.phase))

/** Time from now until the upload has ended. */
async function lengthOf(world: StorageWorld, key: string): Promise<number> {
  const from = world.now
  for (let task = await world.storage.cloud.uploadTask(key); ; task = await world.storage.cloud.uploadTask(key)) {
    if (task?.phase === 'succeeded' || task?.phase === 'failed') return world.now - from
    const next = world.storage.nextAt()
    if (next === undefined) throw new Error(`The upload ${key} waits for nothing: ${JSON.stringify(task)}.`)
    world.advance(next - world.now)
  }
}

/** The world as it would be after its process was killed and another one has opened what was saved. */
async function restarted(world: StorageWorld, blobs: Map<string, Uint8Array>): Promise<void> {
  const state = JSON.parse(JSON.stringify(world.storage.state()))
  for (const [key, bytes] of world.storage.takeNewBlocks()) blobs.set(key, bytes.slice())
  for (const key of world.storage.blockKeys()) expect(blobs.has(key)).toBe(true)
  const options = { now: () => world.now, use: () => 'free' as const, cloud }
  world.storage = await SimulatedStorage.restore(options, state, async key => blobs.get(key))
}

test('an upload takes what its bytes and the bandwidth say', async () => {
  const world = storageWorld({ cloud })
  await upload(world, 'small', await snapshotOf(world, 'small', 12 * KiB))
  const small = await lengthOf(world, 'small')
  await upload(world, 'large', await snapshotOf(world, 'large', 512 * KiB))
  const large = await lengthOf(world, 'large')
  // 1 MiB a second.
  expect(large - small).toBeGreaterThanOrEqual(490)
  expect(large - small).toBeLessThan(900)
})

test('two uploads run at a time and share the bandwidth; the third waits for a slot', async () => {
  const world = storageWorld({ cloud })
  const snapshots = [
    await snapshotOf(world, 'a', 200 * KiB),
    await snapshotOf(world, 'b', 200 * KiB),
    await snapshotOf(world, 'c', 12 * KiB),
  ]
  const keys = ['first', 'second', 'third']
  for (const [index, key] of keys.entries()) await upload(world, key, snapshots[index] ?? '')
  expect(await phases(world, keys)).toEqual(['running', 'running', 'queued'])
  const first = await lengthOf(world, 'first')
  expect(first).toBeGreaterThan(400)
  expect(await phases(world, ['third'])).not.toEqual(['succeeded'])
  world.settle()
  expect(await phases(world, keys)).toEqual(['succeeded', 'succeeded', 'succeeded'])
})

test('uploads of one volume go one after the other, each on the one before', async () => {
  const world = storageWorld({ cloud })
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  const snapshots = []
  for (const value of [1, 2, 3]) {
    world.storage.open(volume)?.write(value, Uint8Array.of(value))
    snapshots.push(...(await take(world, `snapshot ${value}`, [volume])))
  }
  for (const [index, snapshot] of snapshots.entries()) await upload(world, `upload ${index}`, snapshot)
  expect(await phases(world, ['upload 0', 'upload 1', 'upload 2'])).toEqual(['running', 'queued', 'queued'])
  world.settle()
  const backups = await world.storage.cloud.listBackups()
  expect(backups.map(backup => [backup.kind, backup.storedBytes / blockSizeBytes])).toEqual([
    ['full', 1],
    ['incremental', 1],
    ['incremental', 1],
  ])
})

test('progress is bytes: it starts at none, never falls, and ends at all of them', async () => {
  const world = storageWorld({ cloud })
  await upload(world, 'one', await snapshotOf(world, 'a', 320 * KiB))
  const seen: number[] = []
  for (let ms = 0; ms < 3_000; ms += 7) {
    const task = await world.storage.cloud.uploadTask('one')
    if (task?.phase !== 'running') break
    if (task.totalBytes > 0) {
      expect(task.totalBytes).toBe(320 * KiB)
      seen.push(task.doneBytes)
    }
    world.advance(7)
  }
  expect(seen[0]).toBe(0)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(new Set(seen).size).toBeGreaterThan(20)
  expect(seen.at(-1)).toBeGreaterThan(240 * KiB)
  expect(await phases(world, ['one'])).toEqual(['succeeded'])
})

test('the same seed gives the same times, another seed others', async () => {
  const run = async (seed: number): Promise<number> => {
    const world = storageWorld({ seed, cloud })
    await upload(world, 'one', await snapshotOf(world, 'a', 12 * KiB))
    return lengthOf(world, 'one')
  }
  expect(await run(4)).toBe(await run(4))
  expect(new Set([await run(1), await run(2), await run(3), await run(4)]).size).toBeGreaterThan(1)
})

test('a restart at any moment of an upload goes on from saved JSON and sends nothing twice', async () => {
  const sent = async (restartAfterMs: number | undefined): Promise<readonly [number, string]> => {
    const world = storageWorld({ cloud })
    await upload(world, 'one', await snapshotOf(world, 'a', 200 * KiB))
    if (restartAfterMs !== undefined) {
      world.advance(restartAfterMs)
      await restarted(world, new Map())
    }
    const took = await lengthOf(world, 'one')
    const bucket = world.storage.cloud.credentials.bucket('backups')
    expect(await world.storage.cloud.listBackups()).toHaveLength(1)
    expect(bucket?.openUploads).toBe(0)
    return [took, JSON.stringify(bucket?.keys())]
  }
  const [whole, keys] = await sent(undefined)
  for (let ms = 0; ms < whole; ms += 23) {
    const [rest, found] = await sent(ms)
    expect(found).toBe(keys)
    // Calls that look for what is there, and at most one part again.
    expect(ms + rest).toBeLessThan(whole + 450)
  }
})

test('backups, their chains and what the next one builds on survive any number of restarts', async () => {
  const world = storageWorld({ cloud })
  const blobs = new Map<string, Uint8Array>()
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  for (const value of [1, 2, 3]) {
    world.storage.open(volume)?.write(value, Uint8Array.of(value))
    const [snapshot = ''] = await take(world, `snapshot ${value}`, [volume])
    await upload(world, `upload ${value}`, snapshot)
    await lengthOf(world, `upload ${value}`)
    // Nobody needs the local one any more but the next upload.
    await world.storage.deleteSnapshot(snapshot)
    await restarted(world, blobs)
  }
  const backups = await world.storage.cloud.listBackups()
  expect(backups.map(backup => backup.kind)).toEqual(['full', 'incremental', 'incremental'])
  await world.storage.cloud.download({ key: 'copy', backup: backups[2]?.handle ?? '' })
  world.advance(100)
  await restarted(world, blobs)
  world.settle()
  const task = await world.storage.cloud.downloadTask('copy')
  const copy = task?.phase === 'succeeded' ? task.volume : ''
  expect([1, 2, 3].map(block => world.storage.open(copy)?.read(block)[0])).toEqual([1, 2, 3])
})

test('discarding an upload under way frees its slot and leaves nothing, after a restart too', async () => {
  const world = storageWorld({ cloud })
  const snapshots = [
    await snapshotOf(world, 'a', 320 * KiB),
    await snapshotOf(world, 'b', 12 * KiB),
    await snapshotOf(world, 'c', 12 * KiB),
  ]
  for (const [index, snapshot] of snapshots.entries()) await upload(world, `upload ${index}`, snapshot)
  world.advance(450)
  await restarted(world, new Map())
  await world.storage.cloud.discardUpload('upload 0')
  world.settle()
  expect(await phases(world, ['upload 0', 'upload 1', 'upload 2'])).toEqual([undefined, 'succeeded', 'succeeded'])
  expect(world.storage.cloud.credentials.bucket('backups')?.keys()).toHaveLength(4)
  expect(world.storage.cloud.credentials.bucket('backups')?.openUploads).toBe(0)
})

test('an upload that cannot be withdrawn because the store is away is withdrawn when it is asked for again', async () => {
  const world = storageWorld({ cloud })
  await upload(world, 'one', await snapshotOf(world, 'a', 320 * KiB))
  world.advance(300)
  const bucket = world.storage.cloud.credentials.bucket('backups')
  bucket?.inject({ do: 'unavailable', times: 'all', until: instant(world.now + 1000) })
  await expect(world.storage.cloud.discardUpload('one')).rejects.toMatchObject({ kind: 'unreachable' })
  expect(await world.storage.cloud.uploadTask('one')).toMatchObject({ phase: 'failed' })
  world.advance(2000)
  await world.storage.cloud.discardUpload('one')
  expect(bucket?.keys()).toEqual([])
  expect(bucket?.openUploads).toBe(0)
})

test('a store that is away for a while makes an upload later; one that stays away fails it, and that may pass', async () => {
  const world = storageWorld({ cloud })
  const snapshot = await snapshotOf(world, 'a', 12 * KiB)
  const bucket = world.storage.cloud.credentials.bucket('backups')
  bucket?.inject({ do: 'unavailable', until: instant(world.now + 3_000) })
  await upload(world, 'one', snapshot)
  expect(await lengthOf(world, 'one')).toBeGreaterThan(3_000)
  expect(await phases(world, ['one'])).toEqual(['succeeded'])
  bucket?.inject({ do: 'unavailable', until: instant(world.now + 3_600_000) })
  await upload(world, 'two', snapshot)
  world.settle()
  expect(await world.storage.cloud.uploadTask('two')).toMatchObject({ phase: 'failed', mayPass: true })
})

test('a slow store makes an upload slow, and nothing else', async () => {
  const world = storageWorld({ cloud })
  const snapshot = await snapshotOf(world, 'a', 12 * KiB)
  world.storage.cloud.credentials.bucket('backups')?.inject({ op: 'put', do: 'slow', extraMs: 5_000 })
  await upload(world, 'one', snapshot)
  const took = await lengthOf(world, 'one')
  expect(took).toBeGreaterThan(5_000)
  expect(took).toBeLessThan(6_000)
})

test('credentials that became void, a bucket that is gone and a full one fail an upload for good', async () => {
  for (const spoil of ['void', 'gone', 'full', 'wrong'] as const) {
    const world = storageWorld({ cloud })
    const { credentials } = world.storage.cloud
    const snapshot = await snapshotOf(world, 'a', 12 * KiB)
    const [credential] = credentials.all()
    if (spoil === 'void' && credential !== undefined) credentials.set({ ...credential, valid: false })
    if (spoil === 'gone') credentials.removeBucket('backups')
    if (spoil === 'full') credentials.bucket('backups')?.inject({ op: 'put', do: 'full' })
    if (spoil === 'wrong') credentials.bucket('backups')?.inject({ do: 'wrong-credentials' })
    await upload(world, 'one', snapshot)
    world.settle()
    expect(await world.storage.cloud.uploadTask('one')).toMatchObject({ phase: 'failed', mayPass: false })
  }
})

test('with several credentials one has to be named, and each has its own bucket and chains', async () => {
  const world = storageWorld({ cloud })
  const { cloud: inCloud } = world.storage
  inCloud.credentials.set({ name: 'other', bucket: 'elsewhere', valid: true, at: { kind: 'embedded' } })
  const snapshot = await snapshotOf(world, 'a', 12 * KiB)
  await upload(world, 'unnamed', snapshot)
  expect(await inCloud.uploadTask('unnamed')).toMatchObject({
    phase: 'failed',
    message: expect.stringMatching(/default.*other/),
  })
  for (const credential of ['default', 'other']) {
    await inCloud.upload({ key: credential, snapshot, credential, full: false })
    world.settle()
    expect(await inCloud.listBackups(credential)).toMatchObject([{ kind: 'full' }])
  }
})

test('what a test injects hits one upload: it fails, or takes longer', async () => {
  const world = storageWorld({ cloud })
  const snapshot = await snapshotOf(world, 'a', 12 * KiB)
  world.storage.inject({ on: 'upload', do: 'fail', message: 'The cloud backup was aborted.' })
  await upload(world, 'one', snapshot)
  world.settle()
  expect(await world.storage.cloud.uploadTask('one')).toEqual({
    phase: 'failed',
    message: 'The cloud backup was aborted.',
    mayPass: true,
  })
  world.storage.inject({ on: 'upload', do: 'slow', extraMs: 10_000 })
  await upload(world, 'two', snapshot)
  expect(await lengthOf(world, 'two')).toBeGreaterThan(10_000)
})

test('a download into a full pool fails and takes no room', async () => {
  const world = storageWorld({ capacityBytes: 3 * MiB })
  await upload(world, 'one', await snapshotOf(world, 'a', 2 * MiB))
  world.settle()
  const [backup] = await world.storage.cloud.listBackups()
  const used = world.storage.usedBytes()
  await world.storage.cloud.download({ key: 'copy', backup: backup?.handle ?? '' })
  world.settle()
  expect(await world.storage.cloud.downloadTask('copy')).toMatchObject({
    phase: 'failed',
    message: expect.stringContaining('full'),
  })
  expect(world.storage.usedBytes()).toBe(used)
})

test('a volume in use, or of which nobody knows, is not restored in place', async () => {
  for (const use of ['used', 'unknown'] as const) {
    const world = storageWorld({ use: () => use })
    const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
    const [snapshot = ''] = await take(world, 'one', [volume])
    world.storage.open(volume)?.write(0, Uint8Array.of(9))
    await world.storage.restorer.restore({ key: 'back', members: [{ volume, from: { snapshot } }] })
    world.settle()
    expect(await world.storage.restorer.restoreTask('back')).toMatchObject({ phase: 'failed', mayPass: true })
    expect(world.storage.open(volume)?.read(0)[0]).toBe(9)
  }
})

test('a volume that comes into use while its restore is prepared stays as it is', async () => {
  let use: 'free' | 'used' = 'free'
  const world = storageWorld({ use: () => use })
  const volume = world.storage.provision({ key: 'a', sizeBytes: MiB })
  const [snapshot = ''] = await take(world, 'one', [volume])
  world.storage.open(volume)?.write(0, Uint8Array.of(9))
  await world.storage.restorer.restore({ key: 'back', members: [{ volume, from: { snapshot } }] })
  use = 'used'
  world.settle()
  expect(await world.storage.restorer.restoreTask('back')).toMatchObject({ phase: 'failed' })
  expect(world.storage.open(volume)?.read(0)[0]).toBe(9)
})
