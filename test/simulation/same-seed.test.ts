/** Promise 11: the same seed gives the same run, byte for byte: every saved document of it, with everything in storage. */

import { allSweeps, drawFaults, prepareWorld, runTrial } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { describe, expect, test } from 'vitest'
import { hour, letRun, policy, schedule } from '../support/schedules.ts'
import { mysql, mysqlLock, refOf } from '../support/shop.ts'
import { migration, openTwoClusters } from '../support/two-clusters.ts'
import { type MemoryDirectory, memoryDirectory } from './memory-directory.ts'
import { carryOut, group, load, openShop } from './shop.ts'

type Saved = readonly MemoryDirectory[]

async function uploads(seed: number): Promise<Saved> {
  const directory = memoryDirectory()
  const cluster = await openShop({ seed, directory })
  const options = { 'portworx/snapshot-type': 'cloud' }
  await carryOut(cluster, group('first', { preExecRule: 'mysql-lock', options }))
  await carryOut(cluster, group('second', { preExecRule: 'mysql-lock', options }))
  await cluster.save()
  return [directory]
}

async function schedules(seed: number): Promise<Saved> {
  const directory = memoryDirectory()
  const cluster = await openShop({ seed, directory })
  load(cluster, policy('often', { interval: { intervalMinutes: 60, retain: 2 } }), schedule('hourly', 'often'))
  await letRun(cluster, 5 * hour)
  await cluster.save()
  return [directory]
}

async function migrations(seed: number): Promise<Saved> {
  const [here, there] = [memoryDirectory(), memoryDirectory()]
  const two = await openTwoClusters([...mysql(), mysqlLock], {
    here: { seed, directory: here },
    there: { seed: seed + 100, directory: there },
  })
  await two.apply(migration('move', { startApplications: true }))
  await two.here.save()
  await two.there.save()
  return [here, there]
}

describe.each([
  ['uploads in a chain', uploads],
  ['a schedule', schedules],
  ['a migration between two clusters', migrations],
] as const)('%s', (_, run) => {
  test('the same seed gives every document again, another seed others', { timeout: 60_000 }, async () => {
    const [one, again, other] = [await run(7), await run(7), await run(8)]
    expect(one.every(({ documents }) => documents.length > 1)).toBe(true)
    expect(again.map(({ documents }) => documents)).toEqual(one.map(({ documents }) => documents))
    expect(again.map(directory => directory.bytes())).toEqual(one.map(directory => directory.bytes()))
    expect(other.map(directory => directory.bytes())).not.toEqual(one.map(directory => directory.bytes()))
  })
})

test('a trial under drawn faults is the same again', async () => {
  const { world } = await prepareWorld({ seed: 1, settle: macrotask }, mysql())
  const spec = group('nightly', { preExecRule: 'mysql-lock', maxRetries: 2 })
  const run = (seed: number) =>
    runTrial(
      { world, specs: [mysqlLock, spec], refs: [refOf(spec)], executor: 'pxsnap', faults: drawFaults(seed), seed },
      macrotask,
    )
  for (const seed of [1, 2, 3]) expect(JSON.stringify(await run(seed))).toBe(JSON.stringify(await run(seed)))
})

test.each(allSweeps())('what the soak sweeps is the same again: $name', sweep => {
  const [scenario = ''] = sweep.scenarios.slice(-1)
  const seeds = { from: 5, count: 1 }
  const first = sweep.run(scenario, seeds)
  expect(first.runs).toBeGreaterThan(1)
  expect(sweep.run(scenario, seeds)).toEqual(first)
})
