/** Backups on a real S3 server: through bad connections, out of one simulated cluster and into another. */

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { instant } from '../../core/base/index.ts'
import { blockSizeBytes } from '../../core/ports/index.ts'
import { openSimulatedCluster, type SimulatedCluster } from '../../core/simulation/index.ts'
import {
  carryOut,
  deleteBackup,
  downloadBackup,
  listBackups,
  uploadBackup,
  usualSettings,
  withdrawUpload,
} from '../../core/storage/object-store/index.ts'
import { s3ObjectStore } from '../../core/storage/s3/index.ts'
import { macrotask } from '../../core/system/index.ts'
import type { StoreTrouble } from '../contract/object-store.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'

const s3 = inject('s3')
const MiB = 2 ** 20

describe.skipIf(s3 === undefined)('backups on a real server', () => {
  let proxy: FaultyProxy | undefined
  let buckets = 0
  const clusters: SimulatedCluster[] = []
  beforeAll(async () => {
    if (s3 !== undefined) proxy = await startFaultyProxy(s3.endpoint)
  })
  afterAll(() => proxy?.stop())
  afterEach(async () => {
    for (const cluster of clusters.splice(0)) await cluster.close()
  })

  function server() {
    if (s3 === undefined || proxy === undefined) throw new Error('There is no server.')
    const { accessKeyId, secretAccessKey } = s3
    return { proxy, endpoint: proxy.endpoint, keys: { accessKeyId, secretAccessKey } }
  }

  async function newBucket() {
    const { endpoint, keys, proxy: between } = server()
    buckets += 1
    const bucket = `transfers-${buckets}`
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: keys })
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
    client.destroy()
    const store = () => s3ObjectStore({ bucket, endpoint, pathStyle: true, keys, idleTimeoutMs: 1500 })
    return { bucket, store, proxy: between }
  }

  /** 13 MiB: objects of two parts of 5 MiB and one rest. */
  const blocks = Array.from({ length: (13 * MiB) / blockSizeBytes }, (_, block) => block * 2)
  const fillOf = (block: number): number => (block % 250) + 1
  const source = { blocks, read: (block: number) => new Uint8Array(blockSizeBytes).fill(fillOf(block)) }
  const settings = {
    ...usualSettings,
    partBytes: 5 * MiB,
    objectBytes: 10 * MiB,
    retries: { ...usualSettings.retries, firstWaitMs: 1, longestWaitMs: 5 },
  }
  const plan = {
    key: 'one',
    cluster: 'a',
    volume: 'vol-1',
    at: instant(Date.UTC(2026, 0, 1)),
    sizeBytes: 2 ** 30,
    settings,
  }
  const clock = { sleep: () => macrotask() }

  const download = async (store: ReturnType<typeof s3ObjectStore>, handle: string): Promise<number> => {
    let right = 0
    const sink = () => (block: number, bytes: Uint8Array) => {
      right += bytes.every(byte => byte === fillOf(block)) ? 1 : 0
    }
    await carryOut(downloadBackup(handle, sink, settings), { store, clock })
    return right
  }

  test('every trouble on the way, in the middle of an upload and a download, costs time and no byte', async () => {
    const { store, proxy: between } = await newBucket()
    const troubles: readonly StoreTrouble[] = [
      'unavailable',
      'dropped',
      'slow',
      'corrupted-upload',
      'unavailable',
      'dropped',
    ]
    let reports = 0
    const report = (): void => {
      const trouble = troubles[reports]
      reports += 1
      if (trouble !== undefined) between.strike(trouble)
    }
    const uploaded = await carryOut(uploadBackup(plan, source), { store: store(), clock, report })
    expect(uploaded).not.toBe('base-gone')
    const handle = uploaded === 'base-gone' ? '' : uploaded.backup.handle
    expect(await store().listUploads('')).toEqual([])
    for (const trouble of ['truncated', 'corrupted', 'dropped'] as const) between.strike(trouble)
    expect(await download(store(), handle)).toBe(blocks.length)
    await carryOut(deleteBackup(handle, settings), { store: store(), clock })
    expect((await store().list('')).objects).toEqual([])
  })

  test('an upload that is killed after a part goes on with the others, and no part goes twice', async () => {
    const { store, proxy: between } = await newBucket()
    const killed = new AbortController()
    const from = between.calls.length
    let reports = 0
    const dying = carryOut(
      uploadBackup(plan, source),
      {
        store: store(),
        clock,
        report: () => {
          reports += 1
          // The first report is of nothing, the second of one part.
          if (reports === 2) killed.abort(new Error('killed'))
        },
      },
      killed.signal,
    )
    await expect(dying).rejects.toThrow('killed')
    const uploaded = await carryOut(uploadBackup(plan, source), { store: store(), clock })
    const parts = between.calls.slice(from).filter(({ method, sentBytes }) => method === 'PUT' && sentBytes > MiB)
    expect(parts.map(({ path }) => path)).toEqual([...new Set(parts.map(({ path }) => path))])
    expect(parts.reduce((sum, { sentBytes }) => sum + sentBytes, 0)).toBe(13 * MiB)
    expect(await download(store(), uploaded === 'base-gone' ? '' : uploaded.backup.handle)).toBe(blocks.length)
  })

  test('an upload that is withdrawn leaves neither objects nor unfinished parts', async () => {
    const { store } = await newBucket()
    const killed = new AbortController()
    let reports = 0
    const report = (): void => {
      reports += 1
      if (reports === 2) killed.abort(new Error('killed'))
    }
    await carryOut(uploadBackup(plan, source), { store: store(), clock, report }, killed.signal).catch(() => undefined)
    expect(await store().listUploads('')).toHaveLength(1)
    await carryOut(withdrawUpload(plan, source), { store: store(), clock })
    expect(await store().listUploads('')).toEqual([])
    expect((await store().list('')).objects).toEqual([])
  })

  test('a simulated cluster uploads real objects, and another one restores them', async () => {
    const { bucket, store } = await newBucket()
    const { endpoint } = server()
    const open = async (name: string, seed: number): Promise<SimulatedCluster> => {
      const cluster = await openSimulatedCluster({ settle: macrotask, name, seed, objectStore: async () => store() })
      cluster.storage.cloud.credentials.set({
        name: 'default',
        bucket,
        valid: true,
        at: { kind: 's3', endpoint, pathStyle: true },
      })
      clusters.push(cluster)
      return cluster
    }
    const [a, b] = [await open('a', 1), await open('b', 2)]
    const volume = a.storage.provision({ key: 'data', sizeBytes: MiB })
    a.storage.open(volume)?.write(3, new TextEncoder().encode('from a'))
    await a.drive(a.ports.storage.snapshot({ key: 'cut', volumes: [volume] }))
    await a.advance(2_000)
    const [snapshot] = await a.storage.listSnapshots()
    await a.drive(a.storage.cloud.upload({ key: 'up', snapshot: snapshot?.handle ?? '', full: false }))
    await a.advance(60_000)
    const [found] = await b.drive(b.storage.cloud.listBackups())
    expect(found).toMatchObject({ kind: 'full', volume, storedBytes: blockSizeBytes })
    await b.drive(b.storage.cloud.download({ key: 'down', backup: found?.handle ?? '' }))
    await b.advance(60_000)
    const task = await b.storage.cloud.downloadTask('down')
    const copy = task?.phase === 'succeeded' ? task.volume : ''
    expect(new TextDecoder().decode(b.storage.open(copy)?.read(3).subarray(0, 6))).toBe('from a')
    const saved = JSON.stringify(a.copy().document)
    expect(saved).not.toContain(server().keys.secretAccessKey)
    expect((await carryOut(listBackups(), { store: store(), clock })).backups).toEqual([found])
  })
})
