/** What every adapter of the storage port keeps. One suite, run on each of them. */

import { beforeEach, describe, expect, test } from 'vitest'
import type { BlockDevice, CloneTask, SnapshotTask, StorageDriver, StoredSnapshot } from '../../core/ports/index.ts'

/** A back end to try, and what a driver cannot do itself: make volumes, look into them, let time pass. */
export type StorageUnderTest = {
  readonly driver: StorageDriver
  provision(key: string, sizeBytes: number): Promise<string>
  open(volume: string): BlockDevice | undefined
  /** Lets the time pass that running tasks need. */
  settle(): Promise<void>
  now(): number
}

const MiB = 2 ** 20

export function keepsTheStorageContract(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`storage driver ${name}`, () => {
    let it: StorageUnderTest
    beforeEach(async () => {
      it = await make()
    })

    const text = (words: string): Uint8Array => new TextEncoder().encode(words)
    const words = (volume: string, block = 0): string =>
      new TextDecoder().decode(it.open(volume)?.read(block)).replace(/\0+$/, '')
    const write = (volume: string, content: string, block = 0): void => it.open(volume)?.write(block, text(content))

    async function snapshots(key: string, volumes: readonly string[]): Promise<readonly StoredSnapshot[]> {
      await it.driver.snapshot({ key, volumes })
      await it.settle()
      const task = await it.driver.snapshotTask(key)
      expect(task?.phase).toBe('succeeded')
      return task?.phase === 'succeeded' ? task.snapshots : []
    }

    async function clone(
      key: string,
      snapshot: string,
    ): Promise<{ readonly volume: string; readonly sizeBytes: number }> {
      await it.driver.clone({ key, snapshot })
      await it.settle()
      const task = await it.driver.cloneTask(key)
      if (task?.phase !== 'succeeded') throw new Error(`The clone came to ${JSON.stringify(task)}.`)
      return task
    }

    test('a task that was never started is undefined', async () => {
      expect(await it.driver.snapshotTask('nobody')).toBeUndefined()
      expect(await it.driver.cloneTask('nobody')).toBeUndefined()
    })

    test('a snapshot runs first and then names its volume, its size and the instant inside the task', async () => {
      const volume = await it.provision('data', MiB)
      const from = it.now()
      expect(await it.driver.snapshot({ key: 'one', volumes: [volume] })).toEqual<SnapshotTask>({ phase: 'running' })
      const [snapshot] = await snapshots('one', [volume])
      expect(snapshot).toMatchObject({ volume, sizeBytes: MiB })
      expect(snapshot?.at).toBeGreaterThanOrEqual(from)
      expect(snapshot?.at).toBeLessThanOrEqual(it.now())
    })

    test('asking twice starts a task once', async () => {
      const volume = await it.provision('data', MiB)
      await it.driver.snapshot({ key: 'one', volumes: [volume] })
      await it.driver.snapshot({ key: 'one', volumes: [volume] })
      await it.settle()
      const again = await it.driver.snapshot({ key: 'one', volumes: [volume] })
      expect(again).toEqual(await it.driver.snapshotTask('one'))
      expect(await it.driver.listSnapshots()).toHaveLength(1)
    })

    test('a clone has the bytes of its snapshot, whatever was written since', async () => {
      const volume = await it.provision('data', MiB)
      write(volume, 'before')
      const [snapshot] = await snapshots('one', [volume])
      write(volume, 'after')
      const copy = await clone('copy', snapshot?.handle ?? '')
      expect([words(copy.volume), words(volume), copy.sizeBytes]).toEqual(['before', 'after', MiB])
    })

    test('writing to a clone changes neither its snapshot nor its source', async () => {
      const volume = await it.provision('data', MiB)
      write(volume, 'source')
      const [snapshot] = await snapshots('one', [volume])
      const first = await clone('first', snapshot?.handle ?? '')
      write(first.volume, 'changed')
      const second = await clone('second', snapshot?.handle ?? '')
      expect([words(volume), words(first.volume), words(second.volume)]).toEqual(['source', 'changed', 'source'])
    })

    test('asking twice for a clone makes one volume', async () => {
      const volume = await it.provision('data', MiB)
      const [snapshot] = await snapshots('one', [volume])
      const made = await clone('copy', snapshot?.handle ?? '')
      const again = await it.driver.clone({ key: 'copy', snapshot: snapshot?.handle ?? '' })
      expect(again).toEqual<CloneTask>({ phase: 'succeeded', volume: made.volume, sizeBytes: made.sizeBytes })
    })

    test('a clone outlives its snapshot, and a snapshot outlives its volume', async () => {
      const volume = await it.provision('data', MiB)
      write(volume, 'kept')
      const [snapshot] = await snapshots('one', [volume])
      await it.driver.deleteVolume(volume)
      const copy = await clone('copy', snapshot?.handle ?? '')
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      expect(words(copy.volume)).toBe('kept')
    })

    test('deleting twice changes nothing', async () => {
      const volume = await it.provision('data', MiB)
      const [snapshot] = await snapshots('one', [volume])
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      await it.driver.deleteVolume(volume)
      await it.driver.deleteVolume(volume)
      expect(await it.driver.listSnapshots()).toEqual([])
    })

    test('snapshots are listed oldest first', async () => {
      const volume = await it.provision('data', MiB)
      const first = await snapshots('first', [volume])
      const second = await snapshots('second', [volume])
      expect(await it.driver.listSnapshots()).toEqual([...first, ...second])
    })

    test('discarding a finished task removes its snapshots and frees its key', async () => {
      const volume = await it.provision('data', MiB)
      const [first] = await snapshots('one', [volume])
      await it.driver.discardSnapshots('one')
      await it.driver.discardSnapshots('one')
      expect(await it.driver.snapshotTask('one')).toBeUndefined()
      expect(await it.driver.listSnapshots()).toEqual([])
      const [second] = await snapshots('one', [volume])
      expect(second?.handle).not.toBe(first?.handle)
    })

    test('discarding a running task leaves nothing behind when its time comes', async () => {
      const volume = await it.provision('data', MiB)
      await it.driver.snapshot({ key: 'one', volumes: [volume] })
      await it.driver.discardSnapshots('one')
      await it.settle()
      expect(await it.driver.snapshotTask('one')).toBeUndefined()
      expect(await it.driver.listSnapshots()).toEqual([])
    })

    test('a snapshot of a volume that does not exist fails and says which', async () => {
      await it.driver.snapshot({ key: 'one', volumes: ['no-such-volume'] })
      await it.settle()
      const task = await it.driver.snapshotTask('one')
      expect(task).toMatchObject({ phase: 'failed', message: expect.stringContaining('no-such-volume') })
    })

    test('a clone of a snapshot that does not exist fails and says which', async () => {
      await it.driver.clone({ key: 'copy', snapshot: 'no-such-snapshot' })
      await it.settle()
      const task = await it.driver.cloneTask('copy')
      expect(task).toMatchObject({ phase: 'failed', message: expect.stringContaining('no-such-snapshot') })
    })

    test('an aborted call rejects with the reason of its signal and starts nothing', async () => {
      const volume = await it.provision('data', MiB)
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(it.driver.snapshot({ key: 'one', volumes: [volume] }, signal)).rejects.toThrow('enough')
      expect(await it.driver.snapshotTask('one')).toBeUndefined()
    })

    test('the members of an atomic group share one instant, in the order asked for', async () => {
      if (it.driver.capabilities.groupSnapshot !== 'atomic') return
      const volumes = [await it.provision('b', MiB), await it.provision('a', 2 * MiB)]
      const members = await snapshots('group', volumes)
      expect(members.map(member => member.volume)).toEqual(volumes)
      expect(members.map(member => member.sizeBytes)).toEqual([MiB, 2 * MiB])
      expect(new Set(members.map(member => member.at)).size).toBe(1)
    })

    test('a group with a member that does not exist leaves no snapshot of the others', async () => {
      if (it.driver.capabilities.groupSnapshot !== 'atomic') return
      await it.driver.snapshot({ key: 'group', volumes: [await it.provision('a', MiB), 'no-such-volume'] })
      await it.settle()
      expect(await it.driver.snapshotTask('group')).toMatchObject({ phase: 'failed' })
      expect(await it.driver.listSnapshots()).toEqual([])
    })
  })
}
