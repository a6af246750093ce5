/** Simulated clusters whose backups lie outside of them: one finds and restores what another has uploaded. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ObjectStore } from '../../core/ports/index.ts'
import { openSimulatedCluster, type SimulatedCluster } from '../../core/simulation/index.ts'
import { directoryObjectStore, macrotask } from '../../core/system/index.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pxsnap-shared-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const bucketOf = (name: string): ObjectStore =>
  directoryObjectStore({ path: join(home, name), bucket: name, absent: 'make' })

const open = (name: string, seed: number): Promise<SimulatedCluster> =>
  openSimulatedCluster({ settle: macrotask, name, seed, objectStore: async ({ bucket }) => bucketOf(bucket) })

/** A volume of one word, and a snapshot of it. */
async function snapshotIn(cluster: SimulatedCluster, word: string): Promise<string> {
  const { storage } = cluster.ports
  const volume = cluster.storage.provision({ key: 'data', sizeBytes: 2 ** 20 })
  cluster.storage.open(volume)?.write(3, new TextEncoder().encode(word))
  await cluster.drive(storage.snapshot({ key: word, volumes: [volume] }))
  await cluster.advance(2_000)
  const task = await cluster.drive(storage.snapshotTask(word))
  return task?.phase === 'succeeded' ? (task.snapshots[0]?.handle ?? '') : ''
}

function cloudOf(cluster: SimulatedCluster) {
  const { cloud } = cluster.ports.storage
  if (cloud === undefined) throw new Error('A simulated cluster has cloud storage.')
  return cloud
}

test('a backup of one cluster is found by another in the bucket alone, and restored with its bytes', async () => {
  const [a, b] = [await open('a', 1), await open('b', 2)]
  const snapshot = await snapshotIn(a, 'from a')
  await a.drive(cloudOf(a).upload({ key: 'up', snapshot, full: false }))
  await a.advance(60_000)
  const uploaded = await a.drive(cloudOf(a).uploadTask('up'))
  const [found] = await b.drive(cloudOf(b).listBackups())
  expect(uploaded).toEqual({ phase: 'succeeded', backup: found })
  await b.drive(cloudOf(b).download({ key: 'down', backup: found?.handle ?? '' }))
  await b.advance(60_000)
  const task = await b.drive(cloudOf(b).downloadTask('down'))
  const volume = task?.phase === 'succeeded' ? task.volume : ''
  expect(new TextDecoder().decode(b.storage.open(volume)?.read(3).subarray(0, 6))).toBe('from a')
  expect(await b.drive(Promise.resolve(b.ports.storage.restorer?.digest({ volume })))).toBe(
    await a.drive(Promise.resolve(a.ports.storage.restorer?.digest({ snapshot }))),
  )
})

test('two clusters made alike that upload different bytes under one name do not replace each other', async () => {
  const clusters = [await open('a', 1), await open('a', 1)]
  for (const [index, cluster] of clusters.entries()) {
    const snapshot = await snapshotIn(cluster, index === 0 ? 'one' : 'two')
    await cluster.drive(cloudOf(cluster).upload({ key: 'up', snapshot, full: false }))
    await cluster.advance(60_000)
  }
  const [a] = clusters
  expect(await a?.drive(cloudOf(a).listBackups())).toHaveLength(2)
})

test('time stands still while the bucket works, so a run takes the same simulated time wherever its bytes go', async () => {
  const times = []
  for (const options of [{}, { objectStore: async () => bucketOf('elsewhere') }]) {
    const cluster = await openSimulatedCluster({ settle: macrotask, seed: 1, ...options })
    const snapshot = await snapshotIn(cluster, 'word')
    const from = cluster.now
    await cluster.drive(cloudOf(cluster).upload({ key: 'up', snapshot, full: false }))
    for (;;) {
      const task = await cluster.drive(cloudOf(cluster).uploadTask('up'))
      if (task?.phase === 'succeeded') break
      expect(cluster.now - from).toBeLessThan(60_000)
      await cluster.advance(5)
    }
    times.push(cluster.now - from)
  }
  expect(times[1]).toBe(times[0])
})

test('a copy of a cluster, made to try things in, never touches the bucket', async () => {
  const a = await open('a', 1)
  const snapshot = await snapshotIn(a, 'word')
  const trial = await openSimulatedCluster({ settle: macrotask, copyOf: a.copy(), seed: 5 })
  await trial.drive(cloudOf(trial).upload({ key: 'up', snapshot, full: false }))
  await trial.advance(60_000)
  expect(await trial.drive(cloudOf(trial).uploadTask('up'))).toMatchObject({ phase: 'succeeded' })
  expect(await a.drive(cloudOf(a).listBackups())).toEqual([])
})
