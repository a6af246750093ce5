/** What every adapter of the object store port keeps. One suite, run on each of them. */

import { beforeEach, describe, expect, test } from 'vitest'
import type { ObjectStore, PortErrorKind } from '../../core/ports/index.ts'

/** What goes wrong with the next call of that kind. */
export type StoreTrouble = 'unavailable' | 'slow' | 'truncated' | 'corrupted' | 'dropped' | 'full' | 'corrupted-upload'

export type ObjectStoreUnderTest = {
  /** On an empty bucket. */
  readonly store: ObjectStore
  /** The same bucket with a key that nobody knows; the store itself where there are no keys. */
  readonly wrongCredentials: ObjectStore
  readonly missingBucket: ObjectStore
  /** Secrets that no message may contain. */
  readonly secrets: readonly string[]
  readonly trouble: (trouble: StoreTrouble) => void
  /** As it was left, seen by another process. */
  again(): ObjectStore
}

/** S3 takes no smaller part, but for the last. */
const partBytes = 5 * 2 ** 20

/** What can happen to an adapter at all. */
export type StoreTraits = { readonly hasKeys: boolean; readonly troubles: readonly StoreTrouble[] }

export function keepsTheObjectStoreContract(
  name: string,
  { hasKeys, troubles: possible }: StoreTraits,
  make: () => Promise<ObjectStoreUnderTest>,
): void {
  describe(`object store ${name}`, () => {
    let it: ObjectStoreUnderTest
    let store: ObjectStore
    beforeEach(async () => {
      it = await make()
      store = it.store
    })

    const text = (words: string): Uint8Array => new TextEncoder().encode(words)
    const filled = (length: number, seed: number): Uint8Array => {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += 4096) bytes.fill((seed + at / 4096) % 251, at, at + 4096)
      return bytes
    }
    const failsAs = async (kind: PortErrorKind, work: Promise<unknown>): Promise<void> => {
      const error: unknown = await work.then(
        () => 'no error',
        (each: unknown) => each,
      )
      expect(error).toMatchObject({ name: 'PortError', kind })
      for (const secret of it.secrets) expect(JSON.stringify([String(error), error])).not.toContain(secret)
    }

    test('what was put is there, with its size and mark, also for others', async () => {
      const { etag } = await store.put('a/b.json', text('hello'))
      for (const seen of [store, it.again()]) {
        const found = await seen.get('a/b.json')
        expect(Buffer.from(found?.bytes ?? []).toString()).toBe('hello')
        expect(found?.etag).toBe(etag)
        expect(await seen.head('a/b.json')).toEqual({ key: 'a/b.json', sizeBytes: 5, etag })
      }
    })

    test('what is not there is undefined', async () => {
      expect(await store.get('nothing')).toBeUndefined()
      expect(await store.get('nothing', { start: 0, end: 1 })).toBeUndefined()
      expect(await store.head('nothing')).toBeUndefined()
      expect(await store.listParts('nothing', 'no-such-upload')).toBeUndefined()
    })

    test('putting again replaces, and another content has another mark', async () => {
      const first = await store.put('key', text('one'))
      const second = await store.put('key', text('two'))
      expect(second.etag).not.toBe(first.etag)
      expect(Buffer.from((await store.get('key'))?.bytes ?? []).toString()).toBe('two')
    })

    test('a range is its bytes, cut at the end', async () => {
      await store.put('key', text('0123456789'))
      const read = async (start: number, end: number): Promise<string> =>
        Buffer.from((await store.get('key', { start, end }))?.bytes ?? []).toString()
      expect([await read(0, 3), await read(3, 10), await read(8, 99), await read(4, 4)]).toEqual([
        '012',
        '3456789',
        '89',
        '',
      ])
    })

    test('an object may be empty', async () => {
      await store.put('empty', new Uint8Array(0))
      expect((await store.get('empty'))?.bytes).toHaveLength(0)
      expect(await store.head('empty')).toMatchObject({ sizeBytes: 0 })
    })

    test('keys are listed in the order of their bytes, with one prefix, after one key', async () => {
      const keys = ['b', 'a', 'a/1', 'a/2', 'a/10', 'a b', 'ä', 'a.b', 'a=b', 'A', 'a/..x/y', 'a/%41']
      for (const key of keys) await store.put(key, text(key))
      const listed = async (prefix: string, after?: string) =>
        (await store.list(prefix, after)).objects.map(each => each.key)
      const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(await listed('')).toEqual(sorted)
      expect(await listed('a/')).toEqual(sorted.filter(key => key.startsWith('a/')))
      expect(await listed('a/1')).toEqual(['a/1', 'a/10'])
      expect(await listed('a/', 'a/1')).toEqual(['a/10', 'a/2'])
      expect(await listed('nothing')).toEqual([])
      expect((await store.list('a/1')).objects[0]).toMatchObject({ sizeBytes: 3 })
    })

    test('deleting twice changes nothing', async () => {
      await store.put('key', text('x'))
      await store.put('key/below', text('y'))
      await store.delete('key')
      await store.delete('key')
      expect(await store.get('key')).toBeUndefined()
      expect(await store.get('key/below')).toBeDefined()
    })

    test('an object of parts is seen when it is complete, and not before', async () => {
      const upload = await store.beginUpload('big')
      const bytes = [filled(partBytes, 1), filled(1000, 2)]
      const parts = []
      // In any order, and the same one again.
      for (const number of [2, 1, 2]) {
        const part = await store.putPart({
          key: 'big',
          upload,
          number,
          bytes: bytes[number - 1] ?? bytes[0] ?? text(''),
        })
        parts[number - 1] = part
      }
      expect(await store.get('big')).toBeUndefined()
      expect((await store.list('')).objects).toEqual([])
      expect(await it.again().listParts('big', upload)).toEqual(parts)
      const { etag } = await store.completeUpload({ key: 'big', upload, parts })
      expect(await store.head('big')).toEqual({ key: 'big', sizeBytes: partBytes + 1000, etag })
      const found = await store.get('big')
      expect(Buffer.compare(Buffer.concat(bytes), found?.bytes ?? text(''))).toBe(0)
      const across = await store.get('big', { start: partBytes - 2, end: partBytes + 3 })
      expect(
        Buffer.compare(Buffer.concat(bytes).subarray(partBytes - 2, partBytes + 3), across?.bytes ?? text('')),
      ).toBe(0)
      expect(await store.listUploads('')).toEqual([])
    })

    test('completing again after the answer was lost changes nothing', async () => {
      const upload = await store.beginUpload('big')
      const parts = [await store.putPart({ key: 'big', upload, number: 1, bytes: text('only') })]
      const first = await store.completeUpload({ key: 'big', upload, parts })
      expect(await it.again().completeUpload({ key: 'big', upload, parts })).toEqual(first)
      expect(Buffer.from((await store.get('big'))?.bytes ?? []).toString()).toBe('only')
    })

    test('parts that are not those that arrived make no object', async () => {
      const upload = await store.beginUpload('big')
      const part = await store.putPart({ key: 'big', upload, number: 1, bytes: text('only') })
      const other = { ...part, etag: '0'.repeat(part.etag.length) }
      await failsAs('rejected', store.completeUpload({ key: 'big', upload, parts: [other] }))
      expect(await store.get('big')).toBeUndefined()
    })

    test('an unfinished upload is found by its key, and gone once it is aborted, however often', async () => {
      const upload = await store.beginUpload('below/big')
      await store.putPart({ key: 'below/big', upload, number: 1, bytes: text('x') })
      await store.beginUpload('elsewhere')
      expect(await it.again().listUploads('below/')).toEqual([{ key: 'below/big', upload }])
      await store.abortUpload('below/big', upload)
      await store.abortUpload('below/big', upload)
      expect(await store.listUploads('below/')).toEqual([])
      expect(await store.listParts('below/big', upload)).toBeUndefined()
      // S3 answers NoSuchUpload; moto answers 500.
      const late = store.putPart({ key: 'below/big', upload, number: 1, bytes: text('x') })
      await expect(late).rejects.toMatchObject({ kind: expect.stringMatching(/rejected|unreachable/) })
    })

    test('a bucket that is there can be checked; one that is not is missing, whatever is asked of it', async () => {
      await store.check()
      const nowhere = it.missingBucket
      await failsAs('missing', nowhere.check())
      await failsAs('missing', nowhere.put('key', text('x')))
      await failsAs('missing', nowhere.get('key'))
      await failsAs('missing', nowhere.head('key'))
      await failsAs('missing', nowhere.list(''))
      await failsAs('missing', nowhere.beginUpload('key'))
    })

    if (hasKeys)
      test('a key that nobody knows is unauthenticated, and no message repeats it', async () => {
        const { wrongCredentials } = it
        await failsAs('unauthenticated', wrongCredentials.check())
        await failsAs('unauthenticated', wrongCredentials.put('key', text('x')))
        await failsAs('unauthenticated', wrongCredentials.get('key'))
      })

    test('an aborted call rejects with the reason of its signal', async () => {
      const signal = AbortSignal.abort(new Error('enough'))
      await expect(store.put('key', text('x'), signal)).rejects.toThrow('enough')
      expect(await store.get('key')).toBeUndefined()
    })

    test('the description names no secret', () => {
      for (const secret of it.secrets) expect(store.description).not.toContain(secret)
    })

    const troubles: readonly (readonly [StoreTrouble, PortErrorKind, 'get' | 'put'])[] = [
      ['unavailable', 'unreachable', 'get'],
      ['unavailable', 'unreachable', 'put'],
      ['slow', 'timeout', 'get'],
      ['dropped', 'unreachable', 'get'],
      ['dropped', 'unreachable', 'put'],
      ['truncated', 'corrupted', 'get'],
      ['corrupted', 'corrupted', 'get'],
      ['corrupted-upload', 'corrupted', 'put'],
      ['full', 'full', 'put'],
    ]
    for (const [trouble, kind, op] of troubles.filter(([trouble]) => possible.includes(trouble)))
      test(`${trouble} in a ${op} is ${kind}, and the next call is fine`, async () => {
        const bytes = filled(200_000, 3)
        await store.put('key', bytes)
        it.trouble(trouble)
        const call = op === 'get' ? store.get('key') : store.put('key', filled(200_000, 4))
        if (trouble === 'truncated')
          // A connection that ends early may be told by the connection or by the count of bytes.
          await expect(call).rejects.toMatchObject({ kind: expect.stringMatching(/corrupted|unreachable/) })
        else await failsAs(kind, call)
        expect((await store.get('key'))?.bytes).toHaveLength(200_000)
        await store.put('key', bytes)
      })
  })
}
