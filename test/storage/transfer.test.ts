/** Transfers between blocks and a bucket: whole or not listed, never twice, checked, and kept together in chains. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '../../core/base/index.ts'
import { blockSizeBytes, type CloudBackup } from '../../core/ports/index.ts'
import {
  type BlockSource,
  bytesMoved,
  carryOut,
  carryOutNow,
  deleteBackup,
  downloadBackup,
  listBackups,
  MemoryBucket,
  memoryObjectStore,
  type StoreReply,
  type StoreRequest,
  type Transfer,
  type TransferStep,
  type Uploaded,
  type UploadPlan,
  uploadBackup,
  usualRetries,
  usualSettings,
  withdrawUpload,
} from '../../core/storage/object-store/index.ts'

type Content = ReadonlyMap<number, number>

/** Objects of four blocks in parts of two, so that few blocks make several objects in parts. */
const settings = { ...usualSettings, objectBytes: 4 * blockSizeBytes, partBytes: 2 * blockSizeBytes }

const blockOf = (value: number): Uint8Array => new Uint8Array(blockSizeBytes).fill(value)

function sourceOf(content: Content, blocks: Iterable<number> = content.keys()): BlockSource {
  return { blocks: [...blocks].sort((a, b) => a - b), read: block => blockOf(content.get(block) ?? 0) }
}

function planOf(key: string, base?: string): UploadPlan {
  const common = { key, cluster: 'a', volume: 'vol-1', at: instant(Date.UTC(2026, 0, 1)), sizeBytes: 2 ** 30, settings }
  return base === undefined ? common : { ...common, base }
}

function upload(
  bucket: MemoryBucket,
  key: string,
  content: Content,
  base?: string,
  changed?: Iterable<number>,
): CloudBackup {
  const uploaded = carryOutNow(uploadBackup(planOf(key, base), sourceOf(content, changed)), bucket)
  if (uploaded === 'base-gone') throw new Error('The base is gone.')
  return uploaded.backup
}

function download(bucket: MemoryBucket, handle: string): Content {
  const found = new Map<number, number>()
  carryOutNow(
    downloadBackup(handle, () => (block, bytes) => void found.set(block, bytes[0] ?? 0), settings),
    bucket,
  )
  for (const [block, value] of found) if (value === 0) found.delete(block)
  return found
}

/** Runs the transfer until it has made so many calls, and then forgets it, as a crash would. What it sent. */
function runUntil(transfer: Transfer<unknown>, bucket: MemoryBucket, calls: number) {
  const sent: { key: string; bytes: number }[] = []
  let reply: StoreReply | undefined
  for (let call = 0; ; ) {
    const step: IteratorResult<TransferStep, unknown> = transfer.next(reply)
    if (step.done) return { sent, ended: true, result: step.value }
    reply = undefined
    if (step.value.do !== 'ask') continue
    if (call === calls) return { sent, ended: false, result: undefined }
    call += 1
    note(step.value.request, sent)
    reply = bucket.answer(step.value.request).reply
  }
}

function note(request: StoreRequest, sent: { key: string; bytes: number }[]): void {
  if (request.op !== 'put' && request.op !== 'put-part') return
  const part = request.op === 'put-part' ? `#${request.number}` : ''
  sent.push({ key: `${request.key}${part}`, bytes: bytesMoved(request) })
}

const tenBlocks: Content = new Map(Array.from({ length: 10 }, (_, index) => [index * 3, index + 1]))

test('an upload that crashes before any call goes on where it was, sends no object or part twice, and leaves nothing over', () => {
  for (let crashAt = 0; ; crashAt++) {
    const bucket = new MemoryBucket({ name: 'b' })
    const begin = () => uploadBackup(planOf('one'), sourceOf(tenBlocks))
    const first = runUntil(begin(), bucket, crashAt)
    expect(first.ended || carryOutNow(listBackups(settings), bucket).backups.length === 0 || crashAt > 10).toBe(true)
    const second = runUntil(begin(), bucket, Number.POSITIVE_INFINITY)
    const keys = [...first.sent, ...second.sent].map(each => each.key)
    expect(keys).toEqual([...new Set(keys)])
    const listed = carryOutNow(listBackups(settings), bucket).backups
    expect(listed).toHaveLength(1)
    expect(download(bucket, listed[0]?.handle ?? '')).toEqual(tenBlocks)
    expect(bucket.openUploads).toBe(0)
    if (first.ended) {
      expect(crashAt).toBeGreaterThan(15)
      return
    }
  }
})

test('an upload that is stopped before any call and withdrawn leaves an empty bucket', () => {
  for (let stopAt = 0; ; stopAt++) {
    const bucket = new MemoryBucket({ name: 'b' })
    const base = upload(bucket, 'base', tenBlocks)
    const before = bucket.keys()
    const changed = new Map([...tenBlocks, [1, 77], [2, 78], [40, 79]])
    const source = sourceOf(changed, [1, 2, 40])
    const { ended } = runUntil(uploadBackup(planOf('one', base.handle), source), bucket, stopAt)
    carryOutNow(withdrawUpload(planOf('one', base.handle), source), bucket)
    carryOutNow(withdrawUpload(planOf('one', base.handle), source), bucket)
    expect(bucket.keys()).toEqual(before)
    expect(bucket.openUploads).toBe(0)
    if (ended) return
  }
})

test('any one failure of the store that may pass costs time, not the upload, and what arrived is not sent again', () => {
  const faults = ['unavailable', 'lost-answer', 'corrupted', 'truncated', 'damaged-arrival'] as const
  const ops: readonly StoreRequest['op'][] = [
    'put',
    'head',
    'get',
    'begin-upload',
    'put-part',
    'list-parts',
    'list-uploads',
    'complete-upload',
  ]
  for (const fault of faults)
    for (const op of ops) {
      const bucket = new MemoryBucket({ name: 'b' })
      bucket.inject({ op, do: fault, times: 2 })
      const backup = upload(bucket, 'one', tenBlocks)
      expect(bucket.openUploads).toBe(0)
      expect(carryOutNow(listBackups(settings), bucket).backups).toEqual([backup])
      expect(download(bucket, backup.handle)).toEqual(tenBlocks)
    }
})

test('bytes that were damaged on arrival and kept are not taken for the right ones, also after a crash', () => {
  for (const op of ['put', 'put-part'] as const) {
    const bucket = new MemoryBucket({ name: 'b' })
    bucket.inject({ op, key: '/data/', do: 'damaged-arrival' })
    const calls: StoreRequest['op'][] = []
    const transfer = uploadBackup(planOf('one'), sourceOf(tenBlocks))
    let reply: StoreReply | undefined
    // Killed just after the damage.
    while (calls.at(-1) !== op) {
      const step = transfer.next(reply)
      if (step.done || step.value.do !== 'ask') continue
      calls.push(step.value.request.op)
      reply = bucket.answer(step.value.request).reply
    }
    expect(download(bucket, upload(bucket, 'one', tenBlocks).handle)).toEqual(tenBlocks)
  }
})

test('an object whose answer was lost is looked for, not sent again', () => {
  const bucket = new MemoryBucket({ name: 'b' })
  bucket.inject({ op: 'put', key: '/data/', do: 'lost-answer', times: 'all' })
  bucket.inject({ op: 'put-part', do: 'lost-answer', times: 'all' })
  bucket.inject({ op: 'complete-upload', do: 'lost-answer', times: 'all' })
  const { sent } = runUntil(uploadBackup(planOf('one'), sourceOf(tenBlocks)), bucket, 500)
  const data = sent.filter(each => each.key.includes('/data/'))
  expect(data.map(each => each.key)).toEqual([...new Set(data.map(each => each.key))])
  expect(data.reduce((sum, each) => sum + each.bytes, 0)).toBe(10 * blockSizeBytes)
})

test('what cannot pass ends the upload at once, with the reason', () => {
  for (const [fault, kind] of [
    ['wrong-credentials', 'unauthenticated'],
    ['forbidden', 'forbidden'],
    ['missing-bucket', 'missing'],
    ['full', 'full'],
  ] as const) {
    const bucket = new MemoryBucket({ name: 'b' })
    bucket.inject({ do: fault })
    expect(() => upload(bucket, 'one', tenBlocks)).toThrow(expect.objectContaining({ kind }))
    expect(carryOutNow(listBackups(settings), bucket).backups).toEqual([])
  }
})

test('a store that never answers is given up after so many attempts, with growing waits that the seed decides', () => {
  const waitsOf = (seed: number): readonly number[] => {
    const bucket = new MemoryBucket({ name: 'b' })
    bucket.inject({ do: 'unavailable', times: 'all' })
    const retries = { ...usualRetries, seed }
    const transfer = uploadBackup({ ...planOf('one'), settings: { ...settings, retries } }, sourceOf(tenBlocks))
    const waits: number[] = []
    let reply: StoreReply | undefined
    expect(() => {
      for (;;) {
        const step = transfer.next(reply)
        if (step.done) return
        reply = step.value.do === 'ask' ? bucket.answer(step.value.request).reply : undefined
        if (step.value.do === 'wait') waits.push(step.value.ms)
      }
    }).toThrow(expect.objectContaining({ kind: 'unreachable' }))
    return waits
  }
  const waits = waitsOf(1)
  expect(waits).toHaveLength(usualRetries.attempts - 1)
  waits.forEach((ms, index) => {
    const full = Math.min(usualRetries.longestWaitMs, usualRetries.firstWaitMs * 2 ** index)
    expect(ms).toBeGreaterThanOrEqual(full / 2)
    expect(ms).toBeLessThanOrEqual(full)
  })
  expect(waitsOf(1)).toEqual(waits)
  expect(waitsOf(2)).not.toEqual(waits)
})

test('an object, a manifest or a base that was damaged in the store is found before its bytes are used', () => {
  for (const part of ['/data/', '/backups/'])
    for (const which of ['first', 'second']) {
      const bucket = new MemoryBucket({ name: 'b' })
      const first = upload(bucket, 'one', tenBlocks)
      const second = upload(bucket, 'two', new Map([...tenBlocks, [1, 99]]), first.handle, [1])
      const of = which === 'first' ? first : second
      for (const key of bucket.keys()) if (key.includes(part) && key.includes(of.handle)) bucket.damage(key)
      expect(() => download(bucket, second.handle)).toThrow(expect.objectContaining({ kind: 'corrupted' }))
    }
})

test('damage on the way is only repeated', () => {
  const bucket = new MemoryBucket({ name: 'b' })
  const { handle } = upload(bucket, 'one', tenBlocks)
  bucket.inject({ op: 'get', do: 'corrupted', times: 2 })
  bucket.inject({ op: 'get', key: '/data/', do: 'truncated', times: 2 })
  expect(download(bucket, handle)).toEqual(tenBlocks)
})

test('one damaged manifest hides no other backup, and is told', () => {
  const bucket = new MemoryBucket({ name: 'b' })
  const kept = upload(bucket, 'one', tenBlocks)
  const broken = upload(bucket, 'two', new Map([[0, 1]]))
  const [key = ''] = bucket.keys().filter(each => each.includes(`/backups/${broken.handle}`))
  bucket.damage(key)
  const listing = carryOutNow(listBackups(settings), bucket)
  expect(listing.backups).toEqual([kept])
  expect(listing.unreadable).toEqual([{ key, why: expect.stringContaining('damaged') }])
})

test('a store that does not answer is an error, never an empty listing', () => {
  const bucket = new MemoryBucket({ name: 'b' })
  upload(bucket, 'one', tenBlocks)
  bucket.inject({ do: 'unavailable', times: 'all' })
  expect(() => carryOutNow(listBackups(settings), bucket)).toThrow(expect.objectContaining({ kind: 'unreachable' }))
})

test('the bucket knows nothing of credentials, and says in which format it is', async () => {
  const bucket = new MemoryBucket({ name: 'b' })
  upload(bucket, 'one', tenBlocks)
  for (const key of bucket.keys()) expect(key).toMatch(/^pxsnap\/v1\/(backups|data)\//)
  const [manifest = ''] = bucket.keys()
  const stored = await memoryObjectStore(bucket).get(manifest)
  expect(new TextDecoder().decode(stored?.bytes)).toContain('\\"format\\":\\"pxsnap backup\\",\\"version\\":1')
})

test('a base that is deleted while a backup is made on it breaks nothing, whenever that happens', () => {
  for (let deleteAt = 0; ; deleteAt++) {
    const bucket = new MemoryBucket({ name: 'b' })
    const base = upload(bucket, 'base', tenBlocks)
    const changed = new Map([...tenBlocks, [1, 77]])
    const transfer = uploadBackup(planOf('one', base.handle), sourceOf(changed, [1]))
    let reply: StoreReply | undefined
    let calls = 0
    let result: Uploaded | undefined
    while (result === undefined) {
      const step = transfer.next(reply)
      if (step.done) result = step.value
      else if (step.value.do === 'ask') {
        if (calls === deleteAt) carryOutNow(deleteBackup(base.handle, settings), bucket)
        calls += 1
        reply = bucket.answer(step.value.request).reply
      }
    }
    if (result === 'base-gone') expect(bucket.keys().filter(key => key.includes('/0001-'))).toEqual([])
    else expect(download(bucket, result.backup.handle)).toEqual(changed)
    if (calls <= deleteAt) {
      expect(deleteAt).toBeGreaterThan(5)
      return
    }
  }
})

test('a delete that crashes before any call is finished by the next one, and needed bytes stay', () => {
  for (let crashAt = 0; ; crashAt++) {
    const bucket = new MemoryBucket({ name: 'b' })
    const first = upload(bucket, 'one', tenBlocks)
    const changed = new Map([...tenBlocks, [1, 99]])
    const second = upload(bucket, 'two', changed, first.handle, [1])
    carryOutNow(deleteBackup(first.handle, settings), bucket)
    expect(download(bucket, second.handle)).toEqual(changed)
    const { ended } = runUntil(deleteBackup(second.handle, settings), bucket, crashAt)
    carryOutNow(deleteBackup(second.handle, settings), bucket)
    expect(bucket.keys()).toEqual([])
    if (ended) return
  }
})

type Step = {
  readonly do: 'backup' | 'delete'
  readonly which: number
  readonly writes: readonly (readonly [number, number])[]
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('backup' as const, 'backup' as const, 'delete' as const),
  which: fc.nat(9),
  writes: fc.array(fc.tuple(fc.nat(12), fc.nat(5)), { maxLength: 6 }),
})

test('whatever is backed up and deleted in whatever order, what is left holds what it held, and nothing is left of nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), steps => {
      const bucket = new MemoryBucket({ name: 'b' })
      let now: Content = new Map()
      let tip: { handle: string; content: Content } | undefined
      let kept: { handle: string; content: Content }[] = []
      steps.forEach((each, index) => {
        if (each.do === 'delete') {
          const gone = kept[each.which % Math.max(1, kept.length)]
          if (gone === undefined) return
          carryOutNow(deleteBackup(gone.handle, settings), bucket)
          kept = kept.filter(one => one !== gone)
          if (tip === gone) tip = undefined
          return
        }
        now = new Map([...now, ...each.writes])
        const before = tip?.content
        const changed = new Set([...now.keys()].filter(block => now.get(block) !== (before?.get(block) ?? 0)))
        const full = before === undefined || each.which > 7
        const backup = upload(
          bucket,
          `upload ${index}`,
          now,
          full ? undefined : tip?.handle,
          full ? now.keys() : changed,
        )
        tip = { handle: backup.handle, content: now }
        kept = [...kept, tip]
      })
      const listed = carryOutNow(listBackups(settings), bucket).backups.map(backup => backup.handle)
      expect([...listed].sort()).toEqual(kept.map(one => one.handle).sort())
      for (const { handle, content } of kept)
        expect(download(bucket, handle)).toEqual(new Map([...content].filter(([, value]) => value !== 0)))
      for (const { handle } of kept) carryOutNow(deleteBackup(handle, settings), bucket)
      expect(bucket.keys()).toEqual([])
    }),
    { numRuns: 120 },
  )
})

test('a store with real waits is served the same way, and an aborted signal ends it between two calls', async () => {
  const bucket = new MemoryBucket({ name: 'b' })
  bucket.inject({ op: 'put', do: 'unavailable', times: 2 })
  const waits: number[] = []
  const store = memoryObjectStore(bucket)
  const clock = { sleep: async (ms: number) => void waits.push(ms) }
  const seen: number[] = []
  const report = ({ doneBytes }: { readonly doneBytes: number }): void => void seen.push(doneBytes)
  const uploaded = await carryOut(uploadBackup(planOf('one'), sourceOf(tenBlocks)), { store, clock, report })
  expect(uploaded).toMatchObject({ backup: { kind: 'full', storedBytes: 10 * blockSizeBytes } })
  expect(waits).toHaveLength(2)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBe(10 * blockSizeBytes)
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(carryOut(listBackups(settings), { store, clock }, signal)).rejects.toThrow('enough')
})
