import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { macrotask, openDurableDirectory } from '@pxsnap/core/system'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { namespace } from '../support/shop.ts'
import { followMove, openOnDisk } from './two-on-disk.ts'

let scratch = ''
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pxsnap-move-'))
  await build({
    entryPoints: [fileURLToPath(new URL('migration-worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(scratch, 'worker.mjs'),
    logLevel: 'silent',
  })
})
afterAll(() => rm(scratch, { recursive: true, force: true }))

/** What the process says right before it is killed. */
test.each(['send-volume', 'stop-here', 'apply-there', 'start-there'])(
  'a process killed at %s leaves two clusters on disk in which the move goes on to its end',
  async moment => {
    const root = join(scratch, moment)
    const child = spawn(process.execPath, [join(scratch, 'worker.mjs'), root], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    let said = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', data => {
        said += String(data)
        if (said.includes(moment)) resolve()
      })
      child.once('exit', () => reject(new Error(`the process ended by itself: ${said}`)))
    })
    child.kill('SIGKILL')
    await ended
    const { here } = await openOnDisk(root)
    expect(await followMove(here)).toMatchObject({ result: 'successful' })
    const workload = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'mysql' }
    expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(0)
    await here.close()
    const directory = openDurableDirectory({ path: join(root, 'staging'), wayOut: 'start over' })
    const there = await openSimulatedCluster({ settle: macrotask, directory })
    await there.advance(3_000)
    const pod = there.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'mysql-0' })
    expect(valueAt(pod, ['status', 'phase'])).toBe('Running')
    expect(there.judge({ namespace, name: 'mysql-data' }, { namespace, name: 'mysql-log' }).verdict).not.toBe('torn')
    await there.close()
  },
)
