import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as files from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { type Files, macrotask, openDurableDirectory } from '@pxsnap/core/system'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refOf } from '../support/shop.ts'
import { carryOut, group, membersOf, openShop } from './shop.ts'

let scratch = ''
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pxsnap-killed-'))
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

test('after a kill at any moment everything reported is there, what was begun is finished, and nothing stays frozen', async () => {
  const worker = join(scratch, 'worker.mjs')
  const entry = fileURLToPath(new URL('shop-worker.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: worker,
    logLevel: 'silent',
  })
  const path = join(scratch, 'shop')
  const reported: string[] = []
  for (let round = 1; round <= 6; round += 1) {
    const child = spawn(process.execPath, [worker, path, String(round * 1000)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let said = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', data => {
        said += String(data)
        // So many bytes of output: the kill comes somewhere in the run after them.
        if (said.includes('ready') && said.length > 10 * (round % 3)) resolve()
      })
      child.once('exit', () => reject(new Error('the process ended by itself')))
    })
    await new Promise(resolve => setTimeout(resolve, round * 7))
    child.kill('SIGKILL')
    await ended
    reported.push(
      ...said.split('\n').flatMap(line => (/^g\d+ successful$/.test(line) ? (line.split(' ')[0] ?? []) : [])),
    )

    const cluster = await openSimulatedCluster({
      settle: macrotask,
      directory: openDurableDirectory({ path, wayOut: 'start over' }),
    })
    for (const name of reported) {
      expect(valueAt(cluster.plane.get(refOf(group(name))), ['status', 'status'])).toBe('Successful')
      expect(membersOf(cluster, name)).toHaveLength(2)
    }
    const outcomes = await cluster.drive(runUntilSettled(cluster.ports, {}, new AbortController().signal))
    expect(outcomes.filter(({ result }) => !['successful', 'downgraded', 'failed'].includes(result))).toEqual([])
    expect(cluster.pods.frozenPods()).toEqual([])
    const groups = cluster.plane.list({ apiVersion: group('x').apiVersion, kind: 'GroupVolumeSnapshot' }).items
    for (const { metadata } of groups) expect([0, 2]).toContain(membersOf(cluster, metadata.name).length)
    await cluster.close()
  }
  expect(reported.length).toBeGreaterThan(0)
})

test('a disk that fills up in the middle of a run says so, and what was reported before is there', async () => {
  const path = join(scratch, 'full')
  let left = Number.POSITIVE_INFINITY
  const open: Files['open'] = async (...args) => {
    const file = await files.open(...args)
    const write = file.write.bind(file) as (...given: unknown[]) => Promise<unknown>
    const limited = async (data: Uint8Array, offset: number, length: number, position: number | null) => {
      left -= length
      if (left < 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      return write(data, offset, length, position)
    }
    return Object.assign(file, { write: limited })
  }
  const directory = openDurableDirectory({ path, wayOut: 'start over', files: { ...files, open } })
  const cluster = await openShop({ directory })
  await carryOut(cluster, group('before', { preExecRule: 'mysql-lock' }))
  left = 300_000
  const outcome = await carryOut(cluster, group('after', { preExecRule: 'mysql-lock' })).catch(
    (error: unknown) => error,
  )
  expect(String(outcome instanceof Error ? outcome : JSON.stringify(outcome))).toContain('no room left')
  expect(cluster.pods.frozenPods()).toEqual([])
  await cluster.close()
  left = Number.POSITIVE_INFINITY
  const again = await openSimulatedCluster({ settle: macrotask, directory })
  expect(again.judgeSnapshots(...membersOf(again, 'before')).verdict).toBe('clean')
  await again.drive(runUntilSettled(again.ports, {}, new AbortController().signal))
  expect(again.pods.frozenPods()).toEqual([])
  expect(await carryOut(again, group('later', { preExecRule: 'mysql-lock' }))).toMatchObject({ result: 'successful' })
  await again.close()
})
