/** A post command that keeps failing: the thaw goes on, the watchdog goes on after it, and what is left is said. */

import { runUntilSettled } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { expect, test } from 'vitest'
import { groupVolumeSnapshot, mysql, namespace, openShop, refOf, rule } from '../support/shop.ts'

const sql = (text: string) => `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse '${text}'`
const pre = rule('mysql-read-only', { app: 'mysql' }, { value: sql('set global read_only = on') })
const post = rule(
  'mysql-read-write',
  { app: 'mysql' },
  { value: `test -f /tmp/open && ${sql('set global read_only = off')}` },
)
const nightly = groupVolumeSnapshot(
  'nightly',
  { app: 'mysql' },
  { preExecRule: 'mysql-read-only', postExecRule: 'mysql-read-write' },
)

/** Applies the spec; the post command can succeed from `openAt` on, counted in milliseconds. */
async function run(openAt: number | undefined) {
  const { cluster } = await openShop(4, ...mysql(), pre, post)
  cluster.load([nightly])
  const began = cluster.now
  if (openAt !== undefined) void open(cluster, openAt)
  const [outcome] = await cluster.drive(
    runUntilSettled(cluster.ports, { only: [refOf(nightly)] }, new AbortController().signal),
  )
  return { cluster, outcome, tookMs: cluster.now - began }
}

async function open(cluster: SimulatedCluster, afterMs: number): Promise<void> {
  await cluster.ports.clock.sleep(afterMs)
  await cluster.ports.exec.run({ namespace, pod: 'mysql-0', argv: ['touch', '/tmp/open'], timeoutMs: 5_000 })
}

test.each([20_000, 50_000])('a thaw that succeeds after %d ms is waited for, and the copy is proved', async openAt => {
  const { cluster, outcome, tookMs } = await run(openAt)
  expect(outcome?.result).toBe('successful')
  expect(outcome?.evidence?.attempts).toBe(1)
  expect(cluster.pods.frozenPods()).toEqual([])
  expect(tookMs).toBeLessThan(openAt + 8_000)
})

test('when the run has given up, the watchdog still thaws as soon as the command succeeds', async () => {
  const { cluster, outcome, tookMs } = await run(120_000)
  expect(outcome?.result).toBe('downgraded')
  expect(outcome?.reason?.code).toBe('thaw-unconfirmed')
  expect(outcome?.evidence?.attempts).toBe(1)
  expect(tookMs).toBeGreaterThan(60_000)
  expect(tookMs).toBeLessThan(90_000)
  expect(cluster.pods.frozenPods()).not.toEqual([])
  await cluster.advance(120_000 + 10_000 - tookMs)
  expect(cluster.pods.frozenPods()).toEqual([])
})

test('a command that never succeeds ends the run with its reason, and nothing is frozen again', async () => {
  const { cluster, outcome } = await run(undefined)
  expect(outcome?.reason?.code).toBe('thaw-unconfirmed')
  expect(outcome?.reason?.message).toContain('exit code 1')
  expect(outcome?.evidence?.commands.filter(({ when }) => when === 'pre')).toHaveLength(1)
  expect(cluster.pods.frozenPods()).not.toEqual([])
})
