/** What every adapter of the storage port keeps. One suite, run on each of them. */

import { beforeEach, describe, expect, test } from 'vitest'
import type {
  BlockDevice,
  CloneTask,
  CloudBackup,
  CloudStorage,
  InPlaceRestorer,
  SnapshotTask,
  StorageDriver,
  StoredSnapshot,
} from '../../core/ports/index.ts'

/** A back end to try, and what a driver cannot do itself: make volumes, look into them, let time pass. */
export type StorageUnderTest = {
  readonly driver: StorageDriver
  provision(key: string, sizeBytes: number): Promise<string>
  open(volume: string): BlockDevice | undefined
  /** Takes a provisioned volume out of the world, where that is not the driver's to do. */
  remove?(volume: string): Promise<void>
  /** Lets the time pass that running tasks need. */
  settle(): Promise<void>
  now(): number
}

const MiB = 2 ** 20

/** Which optional parts the driver has. What it has not must be absent. */
export type StorageParts = { readonly cloud: boolean; readonly restorer: boolean }

export function keepsTheStorageContract(
  name: string,
  make: () => Promise<StorageUnderTest>,
  has: StorageParts = { cloud: true, restorer: true },
): void {
  describe(`storage driver ${name}`, () => {
    const cloudTest = test.skipIf(!has.cloud)
    const restorerTest = test.skipIf(!has.restorer)

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

    const remove = (volume: string) => it.remove?.(volume) ?? it.driver.deleteVolume(volume)

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

    test('the driver has the optional parts that it is said to have, and no others', () => {
      expect([it.driver.cloud !== undefined, it.driver.restorer !== undefined]).toEqual([has.cloud, has.restorer])
    })

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
      await remove(volume)
      const copy = await clone('copy', snapshot?.handle ?? '')
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      expect(words(copy.volume)).toBe('kept')
    })

    test('deleting twice changes nothing', async () => {
      const volume = await it.provision('data', MiB)
      const [snapshot] = await snapshots('one', [volume])
      const copy = await clone('copy', snapshot?.handle ?? '')
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      await it.driver.deleteSnapshot(snapshot?.handle ?? '')
      await it.driver.deleteVolume(copy.volume)
      await it.driver.deleteVolume(copy.volume)
      await it.settle()
      expect(it.open(copy.volume)).toBeUndefined()
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

    /** A volume with these words in its first block, and a snapshot of it. */
    async function snapshotOf(key: string, content: string): Promise<{ volume: string; snapshot: string }> {
      const volume = await it.provision(key, MiB)
      write(volume, content)
      const [snapshot] = await snapshots(`snapshot of ${key}`, [volume])
      return { volume, snapshot: snapshot?.handle ?? '' }
    }

    function inCloud(): CloudStorage {
      if (it.driver.cloud === undefined) throw new Error('The driver has no cloud storage.')
      return it.driver.cloud
    }

    async function upload(key: string, snapshot: string, options: { full?: boolean; incrementals?: number } = {}) {
      await inCloud().upload({ key, snapshot, full: false, ...options })
      await it.settle()
      const task = await inCloud().uploadTask(key)
      if (task?.phase !== 'succeeded') throw new Error(`The upload came to ${JSON.stringify(task)}.`)
      return task.backup
    }

    async function download(key: string, backup: string) {
      await inCloud().download({ key, backup })
      await it.settle()
      const task = await inCloud().downloadTask(key)
      if (task?.phase !== 'succeeded') throw new Error(`The download came to ${JSON.stringify(task)}.`)
      return task
    }

    cloudTest('a cloud task that was never asked for is undefined', async () => {
      expect(await inCloud().uploadTask('nobody')).toBeUndefined()
      expect(await inCloud().downloadTask('nobody')).toBeUndefined()
    })

    cloudTest('a backup says what it is of, and comes back as a new volume with its bytes', async () => {
      const { volume, snapshot } = await snapshotOf('data', 'kept')
      const [local] = await it.driver.listSnapshots()
      const backup = await upload('one', snapshot)
      expect(backup).toMatchObject({ volume, at: local?.at, sizeBytes: MiB, kind: 'full' })
      expect(await inCloud().listBackups()).toEqual([backup])
      write(volume, 'changed since')
      const copy = await download('copy', backup.handle)
      expect([words(copy.volume), copy.sizeBytes]).toEqual(['kept', MiB])
      expect(copy.volume).not.toBe(volume)
    })

    cloudTest('a backup outlives its snapshot and its volume', async () => {
      const { volume, snapshot } = await snapshotOf('data', 'kept')
      const backup = await upload('one', snapshot)
      await it.driver.deleteSnapshot(snapshot)
      await it.driver.deleteVolume(volume)
      expect(words((await download('copy', backup.handle)).volume)).toBe('kept')
    })

    cloudTest('asking twice uploads once and downloads once', async () => {
      const { snapshot } = await snapshotOf('data', 'kept')
      const backup = await upload('one', snapshot)
      expect(await inCloud().upload({ key: 'one', snapshot, full: true })).toEqual({ phase: 'succeeded', backup })
      const copy = await download('copy', backup.handle)
      expect(await inCloud().download({ key: 'copy', backup: backup.handle })).toEqual(copy)
      expect(await inCloud().listBackups()).toHaveLength(1)
    })

    cloudTest('the next backup holds what has changed; a full one is asked for, or comes after so many', async () => {
      const volume = await it.provision('data', MiB)
      for (let block = 0; block < 20; block++) write(volume, `block ${block}`, block)
      const backups: CloudBackup[] = []
      for (let round = 0; round < 5; round++) {
        write(volume, `round ${round}`, 3)
        const [snapshot] = await snapshots(`snapshot ${round}`, [volume])
        backups.push(await upload(`upload ${round}`, snapshot?.handle ?? '', { full: round === 1, incrementals: 2 }))
      }
      expect(backups.map(backup => backup.kind)).toEqual(['full', 'full', 'incremental', 'incremental', 'full'])
      expect(backups[2]?.base).toBe(backups[1]?.handle)
      expect(backups[2]?.storedBytes).toBeLessThan(backups[1]?.storedBytes ?? 0)
      for (const [round, backup] of backups.entries()) {
        const copy = await download(`copy ${round}`, backup.handle)
        expect([words(copy.volume, 3), words(copy.volume, 19)]).toEqual([`round ${round}`, 'block 19'])
      }
      expect((await inCloud().listBackups()).map(backup => backup.handle)).toEqual(backups.map(backup => backup.handle))
    })

    cloudTest('deleting what a later backup needs leaves the later one whole', async () => {
      const volume = await it.provision('data', MiB)
      write(volume, 'first', 0)
      const [one] = await snapshots('one', [volume])
      const first = await upload('one', one?.handle ?? '')
      write(volume, 'second', 1)
      const [two] = await snapshots('two', [volume])
      const second = await upload('two', two?.handle ?? '')
      expect(second.base).toBe(first.handle)
      await inCloud().deleteBackup(first.handle)
      await inCloud().deleteBackup(first.handle)
      expect(await inCloud().listBackups()).toEqual([second])
      const copy = await download('copy', second.handle)
      expect([words(copy.volume, 0), words(copy.volume, 1)]).toEqual(['first', 'second'])
      await inCloud().deleteBackup(second.handle)
      expect(await inCloud().listBackups()).toEqual([])
      await inCloud().download({ key: 'late', backup: second.handle })
      await it.settle()
      expect(await inCloud().downloadTask('late')).toMatchObject({ phase: 'failed', mayPass: false })
    })

    cloudTest('a deleted backup is not built on', async () => {
      const { volume, snapshot } = await snapshotOf('data', 'kept')
      const first = await upload('one', snapshot)
      await inCloud().deleteBackup(first.handle)
      const [two] = await snapshots('two', [volume])
      expect((await upload('two', two?.handle ?? '')).kind).toBe('full')
    })

    cloudTest('discarding an upload at any time removes what it stored and frees its key', async () => {
      const { snapshot } = await snapshotOf('data', 'kept')
      await inCloud().discardUpload('one')
      await inCloud().upload({ key: 'one', snapshot, full: false })
      await inCloud().discardUpload('one')
      await it.settle()
      expect(await inCloud().uploadTask('one')).toBeUndefined()
      expect(await inCloud().listBackups()).toEqual([])
      await upload('one', snapshot)
      await inCloud().discardUpload('one')
      await inCloud().discardUpload('one')
      expect(await inCloud().listBackups()).toEqual([])
      expect((await upload('one', snapshot)).kind).toBe('full')
    })

    cloudTest('an upload of nothing, and a credential that nobody knows, fail for good and say why', async () => {
      const { snapshot } = await snapshotOf('data', 'kept')
      await inCloud().upload({ key: 'nothing', snapshot: 'no-such-snapshot', full: false })
      await inCloud().upload({ key: 'nobody', snapshot, credential: 'no-such-credential', full: false })
      await it.settle()
      const failed = (words: string) => ({ phase: 'failed', mayPass: false, message: expect.stringContaining(words) })
      expect(await inCloud().uploadTask('nothing')).toMatchObject(failed('no-such-snapshot'))
      expect(await inCloud().uploadTask('nobody')).toMatchObject(failed('no-such-credential'))
    })

    function inPlace(): InPlaceRestorer {
      if (it.driver.restorer === undefined) throw new Error('The driver restores nothing in place.')
      return it.driver.restorer
    }

    async function restore(key: string, members: Parameters<InPlaceRestorer['restore']>[0]['members']) {
      await inPlace().restore({ key, members })
      await it.settle()
      return inPlace().restoreTask(key)
    }

    restorerTest('volumes are turned back to their snapshots, or to other volumes, all together', async () => {
      const [a, b] = [await snapshotOf('a', 'a then'), await snapshotOf('b', 'b then')]
      const source = await it.provision('source', MiB)
      write(source, 'from a volume')
      for (const { volume } of [a, b]) write(volume, 'later', 7)
      expect(await inPlace().restoreTask('both')).toBeUndefined()
      const task = await restore('both', [
        { volume: a.volume, from: { snapshot: a.snapshot } },
        { volume: b.volume, from: { volume: source } },
      ])
      expect(task).toEqual({ phase: 'succeeded' })
      expect([words(a.volume), words(a.volume, 7), words(b.volume)]).toEqual(['a then', '', 'from a volume'])
      expect(await inPlace().digest({ volume: a.volume })).toBe(await inPlace().digest({ snapshot: a.snapshot }))
      // What was restored is a volume as before: writing to it changes neither snapshot nor source.
      write(a.volume, 'new')
      write(b.volume, 'new')
      expect(words(source)).toBe('from a volume')
      expect(words((await clone('copy', a.snapshot)).volume)).toBe('a then')
      expect(await restore('both', [{ volume: a.volume, from: { snapshot: a.snapshot } }])).toEqual(task)
      expect(words(a.volume)).toBe('new')
    })

    restorerTest('one member that cannot be restored leaves all as they are', async () => {
      const { volume, snapshot } = await snapshotOf('a', 'then')
      write(volume, 'now')
      const other = await it.provision('other', MiB)
      for (const [key, bad] of [
        ['absent', { volume: 'no-such-volume', from: { snapshot } }],
        ['nothing', { volume: other, from: { snapshot: 'no-such-snapshot' } }],
      ] as const) {
        const task = await restore(key, [{ volume, from: { snapshot } }, bad])
        expect(task).toMatchObject({ phase: 'failed', mayPass: false, message: expect.stringContaining('no-such-') })
      }
      expect(words(volume)).toBe('now')
    })

    restorerTest('digests are equal exactly when the bytes and sizes are', async () => {
      const [a, b] = [await snapshotOf('a', 'same'), await snapshotOf('b', 'same')]
      const large = await it.provision('large', 2 * MiB)
      write(large, 'same')
      const digest = (volume: string) => inPlace().digest({ volume })
      expect(await digest(a.volume)).toBe(await digest(b.volume))
      expect(await digest(large)).not.toBe(await digest(a.volume))
      write(b.volume, 'same', 1)
      expect(await digest(b.volume)).not.toBe(await digest(a.volume))
      write(b.volume, '', 1)
      expect(await digest(b.volume)).toBe(await digest(a.volume))
      expect(await digest('no-such-volume')).toBeUndefined()
    })
  })
}
