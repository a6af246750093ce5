import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { macrotask, openDurableDirectory } from '@pxsnap/core/system'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneOf, database, mysql, mysqlLock, namespace, refOf, volumeClaim, volumeSnapshot } from '../support/shop.ts'
import { memoryDirectory } from './memory-directory.ts'
import { carryOut, group, load, membersOf, openShop } from './shop.ts'

const shop = (name: string) => ({ namespace, name })

describe('a shop', () => {
  test('a group snapshot without a rule is crash-consistent, and MySQL recovers from it', async () => {
    const cluster = await openShop()
    const outcome = await carryOut(cluster, group('nightly'))
    expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'crash', frozen: [] } })
    expect(cluster.judgeSnapshots(...membersOf(cluster, 'nightly')).verdict).toBe('recovers')
  })

  test('a group snapshot with a rule is application-consistent, and MySQL opens it as it is', async () => {
    const cluster = await openShop()
    const outcome = await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }))
    expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
    expect(outcome.evidence?.frozen).toMatchObject([{ namespace: 'shop', pod: 'mysql-0', how: 'hold' }])
    expect(cluster.judgeSnapshots(...membersOf(cluster, 'nightly')).verdict).toBe('clean')
    expect(cluster.pods.frozenPods()).toEqual([])
  })

  test('clones have exactly the bytes of their snapshots and the same verdict, and the database goes on writing', async () => {
    const cluster = await openShop()
    await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }))
    const [data, log] = membersOf(cluster, 'nightly')
    if (data === undefined || log === undefined) throw new Error('the group has no two members')
    expect(await carryOut(cluster, cloneOf('copy-data', data.name))).toMatchObject({ result: 'successful' })
    expect(await carryOut(cluster, cloneOf('copy-log', log.name))).toMatchObject({ result: 'successful' })
    expect(cluster.hasBytesOf(shop('copy-data'), data)).toBe(true)
    expect(cluster.hasBytesOf(shop('copy-log'), log)).toBe(true)
    expect(cluster.hasBytesOf(shop('copy-data'), log)).toBe(false)
    expect(cluster.hasBytesOf(shop('mysql-data'), data)).toBe(false)
    const verdict = cluster.judge(shop('copy-data'), shop('copy-log'))
    expect(verdict).toEqual(cluster.judgeSnapshots(data, log))
    expect(verdict.verdict).toBe('clean')
    expect(cluster.judge(shop('mysql-data'), shop('mysql-log')).verdict).toMatch(/clean|recovers/)
  })

  test('deleting a group removes its members, in the cluster and in storage', async () => {
    const cluster = await openShop()
    await carryOut(cluster, group('nightly'))
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(2)
    const ref = refOf(group('nightly'))
    await cluster.drive(cluster.ports.cluster.delete(ref))
    await cluster.drive(runUntilSettled(cluster.ports, { only: [ref] }, new AbortController().signal))
    expect(cluster.plane.get(ref)).toBeUndefined()
    expect(membersOf(cluster, 'nightly')).toEqual([])
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
  })

  test('stopping in the middle of a freeze thaws first', async () => {
    const cluster = await openShop()
    const controller = new AbortController()
    const watching = (async () => {
      while (cluster.pods.frozenPods().length === 0) await cluster.ports.clock.sleep(1)
      controller.abort(new Error('Ctrl-C'))
    })()
    const outcome = await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }), controller.signal)
    await watching
    expect(outcome.result).toBe('stopped')
    expect(cluster.pods.frozenPods()).toEqual([])
    expect(membersOf(cluster, 'nightly')).toEqual([])
  })

  test('an application that cannot start on a torn copy is not ready and says why; on a good copy it runs', async () => {
    const seen = new Map<string, unknown>()
    for (let seed = 1; seen.size < 2; seed += 1) {
      const cluster = await openShop({ seed })
      await carryOut(cluster, volumeSnapshot('data-alone', 'mysql-data'))
      await carryOut(cluster, volumeSnapshot('log-alone', 'mysql-log'))
      await carryOut(cluster, cloneOf('copy-data', 'data-alone'))
      await carryOut(cluster, cloneOf('copy-log', 'log-alone'))
      const { verdict } = cluster.judge(shop('copy-data'), shop('copy-log'))
      load(
        cluster,
        ...database('copy', 'mysql:8.0', { 'copy-data': '/var/lib/mysql', 'copy-log': '/var/lib/mysql-redo' }).slice(2),
      )
      await cluster.advance(1000)
      const pod = cluster.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'copy-0' })
      seen.set(verdict === 'torn' ? 'torn' : 'whole', valueAt(pod, ['status', 'containerStatuses', 0]))
    }
    expect(seen.get('torn')).toMatchObject({ ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } })
    expect(seen.get('whole')).toMatchObject({ ready: true, state: { running: {} } })
  })

  test('a container that was started again says how often', async () => {
    const cluster = await openShop()
    cluster.pods.restart({ namespace, pod: 'mysql-0' })
    await cluster.advance(1000)
    const pod = cluster.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'mysql-0' })
    expect(valueAt(pod, ['status', 'containerStatuses', 0])).toMatchObject({ ready: true, restartCount: 1 })
  })

  test('a claim that no application uses cannot be judged, and says so', async () => {
    const cluster = await openShop()
    load(cluster, volumeClaim('spare', {}))
    expect(() => cluster.judge(shop('spare'))).toThrow('No application runs on the claim shop/spare')
    expect(() => cluster.judge(shop('nothing'))).toThrow('The claim shop/nothing is not bound to a volume.')
    expect(() => cluster.judgeSnapshots(shop('nothing'))).toThrow(
      'The VolumeSnapshot shop/nothing has no snapshot yet.',
    )
  })
})

describe('loading', () => {
  test('namespaces are made, objects without one go to default, and loading again changes nothing', async () => {
    const cluster = await openShop()
    load(cluster, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: '1' } })
    expect(
      cluster.plane.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'settings' }),
    ).toBeDefined()
    const before = cluster.plane.state()
    load(cluster, ...mysql(), mysqlLock)
    expect(cluster.plane.state()).toEqual(before)
  })

  test('what the cluster refuses is said for each object, and the rest is loaded', async () => {
    const cluster = await openSimulatedCluster({ settle: macrotask })
    const results = cluster.load([
      { apiVersion: 'example.com/v1', kind: 'Toaster', metadata: { name: 'x' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Bad Name' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'good' } },
    ])
    expect(results.map(result => (result.ok ? 'ok' : result.because))).toEqual(['rejected', 'rejected', 'ok'])
  })
})

describe('the same seed', () => {
  const run = async (seed: number, directory = memoryDirectory()) => {
    const cluster = await openShop({ seed, directory })
    const outcome = await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }))
    await cluster.advance(5_000)
    await cluster.save()
    await cluster.close()
    return { outcome, bytes: directory.bytes(), documents: directory.documents }
  }

  test('gives the same run, byte for byte, at every commit on the way', async () => {
    const one = await run(7)
    const other = await run(7)
    expect(one.documents.length).toBeGreaterThan(5)
    expect(other.documents).toEqual(one.documents)
    expect(other.bytes).toEqual(one.bytes)
    expect(other.outcome).toEqual(one.outcome)
  })

  test('and another seed another one', async () => {
    expect((await run(8)).bytes).not.toEqual((await run(7)).bytes)
  })
})

describe('on disk', () => {
  let scratch = ''
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'pxsnap-world-'))
  })
  afterAll(() => rm(scratch, { recursive: true, force: true }))
  const directory = (name: string) =>
    openDurableDirectory({ path: join(scratch, name), wayOut: `kubectl pxsnap sim reset ${name}` })

  const open = (
    name: string,
    more: { readonly readOnly?: boolean; readonly lockWaitMs?: number } = {},
  ): Promise<SimulatedCluster> =>
    openSimulatedCluster({ settle: macrotask, directory: directory(name), lockWaitMs: 2000, ...more })

  test('a cluster goes on where it was saved', async () => {
    const first = await openShop({ directory: directory('saved') })
    await carryOut(first, group('nightly'))
    await first.save()
    const { now } = first
    const verdict = first.judgeSnapshots(...membersOf(first, 'nightly'))
    const objects = first.plane.state()
    await first.close()
    const second = await open('saved')
    expect(second.now).toBe(now)
    expect(second.plane.state()).toEqual(objects)
    expect(second.judgeSnapshots(...membersOf(second, 'nightly'))).toEqual(verdict)
    expect(await carryOut(second, group('again', { preExecRule: 'mysql-lock' }))).toMatchObject({
      result: 'successful',
    })
    expect(second.judgeSnapshots(...membersOf(second, 'again')).verdict).toBe('clean')
    await second.close()
  })

  test('a second command waits for the first, and one that only looks does not', async () => {
    const first = await openShop({ directory: directory('shared') })
    await first.save()
    await expect(open('shared', { lockWaitMs: 0 })).rejects.toMatchObject({ kind: 'busy' })
    const looking = await open('shared', { readOnly: true })
    expect(looking.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items).toHaveLength(1)
    const write = looking.ports.cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'shop' },
    })
    await expect(looking.drive(write)).rejects.toMatchObject({ kind: 'rejected' })
    await looking.close()
    await first.close()
    await (await open('shared')).close()
  })

  test('what is not a simulated cluster, or one of a later version, is refused with a way out', async () => {
    await directory('other').commit({ some: 'document' }, new Map())
    await expect(open('other')).rejects.toMatchObject({
      kind: 'corrupted',
      message: expect.stringContaining('Reset it'),
    })
    await directory('later').commit({ format: 'pxsnap simulated cluster', version: 2 }, new Map())
    await expect(open('later')).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('version 2'),
    })
    await openDurableDirectory({ path: join(scratch, 'later'), wayOut: 'x' }).destroy()
    await (await open('later')).close()
  })

  test('a damaged document gives the state before, and says so', async () => {
    const cluster = await openShop({ directory: directory('damaged') })
    await cluster.save()
    await cluster.advance(1000)
    await cluster.save()
    const { now } = cluster
    await cluster.close()
    const newest = join(scratch, 'damaged', 'document-b')
    await writeFile(newest, (await readFile(newest)).subarray(0, 1000))
    const again = await open('damaged')
    expect(again.setback).toContain(newest)
    expect(again.now).toBe(now - 1000)
    await again.close()
  })
})

describe('a process that is killed', () => {
  test('at any commit, leaves a cluster that goes on: nothing reported is lost, nothing stays frozen', async () => {
    const whole = memoryDirectory()
    const cluster = await openShop({ directory: whole, seed: 5 })
    await cluster.save()
    const before = whole.documents.length
    await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }))
    const commits = whole.documents.length - before
    expect(commits).toBeGreaterThan(4)
    for (let kill = before; kill < whole.documents.length; kill += 1) {
      const again = await openSimulatedCluster({ settle: macrotask, directory: whole.asOf(kill) })
      const ref = refOf(group('nightly'))
      const exists = again.plane.get(ref) !== undefined
      expect(exists).toBe(true)
      const [outcome] = await again.drive(runUntilSettled(again.ports, { only: [ref] }, new AbortController().signal))
      expect(['successful', 'downgraded', 'failed']).toContain(outcome?.result)
      expect(again.pods.frozenPods()).toEqual([])
      const members = membersOf(again, 'nightly')
      expect(members).toHaveLength(outcome?.result === 'failed' ? 0 : 2)
      const verdict = outcome?.result === 'successful' ? again.judgeSnapshots(...members).verdict : 'clean'
      expect(verdict).toBe('clean')
    }
  })
})
