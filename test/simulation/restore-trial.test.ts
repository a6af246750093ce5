/** Restores in place in whole simulated clusters: under faults, with every check proven by a mistake. */

import {
  type Fault,
  type PreparedWorld,
  type PromiseName,
  parseFault,
  prepareWorld,
  runTrial,
  type TrialCase,
  type Truth,
} from '@pxsnap/core/simulation'
import { entry, isMap, type KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { namespace, refOf } from '../support/shop.ts'
import { carryOut, group, load, openShop } from './shop.ts'

const back: KubeObject = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'VolumeSnapshotRestore',
  metadata: { name: 'back', namespace },
  spec: { sourceName: 'nightly', sourceNamespace: namespace, groupSnapshot: true },
}

let world: PreparedWorld
beforeAll(async () => {
  const shop = await openShop()
  await carryOut(shop, group('nightly', { preExecRule: 'mysql-lock' }))
  await shop.advance(20_000)
  world = await prepareWorld({ seed: 1, settle: macrotask, copyOf: shop.copy() }, [])
})

const run = (changes: Partial<TrialCase> = {}) =>
  runTrial(
    { world: world.world, specs: [back], refs: [refOf(back)], executor: 'pxsnap', faults: [], seed: 1, ...changes },
    macrotask,
  )
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Error(read.problem)
    return read.fault
  })

describe('a restore in place', () => {
  test('gives the application what the snapshot holds, and stops it for moments', async () => {
    const { carried, consistency, broken, awayMs } = await run()
    expect({ carried, consistency, broken }).toMatchObject({
      carried: [{ result: 'successful' }],
      consistency: 'application',
      broken: [],
    })
    expect(awayMs).toBeGreaterThan(0)
    expect(awayMs).toBeLessThan(60_000)
  })

  test('of an uploaded copy is judged by the application that finds it', async () => {
    const shop = await openShop()
    await carryOut(shop, group('weekly', { preExecRule: 'mysql-lock', options: { 'portworx/snapshot-type': 'cloud' } }))
    const prepared = await prepareWorld({ seed: 1, settle: macrotask, copyOf: shop.copy() }, [])
    const fetched = { ...back, spec: { ...mapOf(back.spec), sourceName: 'weekly' } }
    const { carried, copies, broken, awayMs } = await run({ world: prepared.world, specs: [fetched] })
    expect({ carried, broken }).toMatchObject({ carried: [{ result: 'successful' }], broken: [] })
    expect(copies.map(({ text }) => text)).toEqual([expect.stringContaining('MySQL')])
    expect(awayMs).toBeGreaterThan(0)
  })

  test('that fails leaves the old data, and the application runs as before', async () => {
    let truth: Truth | undefined
    const { carried, broken } = await run({
      faults: faults('storage-error:10m'),
      bend: found => {
        truth = found
        return found
      },
    })
    expect(carried).toMatchObject([{ result: 'failed' }])
    expect(broken).toEqual([])
    expect(truth?.pauses.flat().map(({ held, started }) => ({ started, old: held.includes('old') }))).toContainEqual({
      started: true,
      old: true,
    })
  })

  test.each([['crash@20'], ['crash@60'], ['api-down:20s@300ms'], ['pod-kill@200ms', 'storage-slow:1m']])(
    'keeps every promise with %s',
    async (...texts) => {
      expect((await run({ faults: faults(...texts), seed: 4 })).broken).toEqual([])
    },
  )
})

test('STORK deletes the pods that it has scheduled, puts the snapshot back, and the pods come again', async () => {
  const shop = await openShop()
  const mysql = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'mysql' }
  const found = shop.plane.get(mysql)
  if (found === undefined) throw new Error('The shop has no MySQL.')
  load(shop, { ...found, spec: scheduledByStork(found.spec) })
  shop.plane.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'mysql-0' })
  await shop.advance(10_000)
  await carryOut(shop, group('nightly', { preExecRule: 'mysql-lock' }))
  const prepared = await prepareWorld({ seed: 1, settle: macrotask, copyOf: shop.copy() }, [])
  const { carried, broken, consistency, awayMs } = await run({ world: prepared.world, executor: 'stork' })
  expect({ carried, broken, consistency }).toMatchObject({
    carried: [{ result: 'successful' }],
    broken: [],
    consistency: 'application',
  })
  expect(awayMs).toBeGreaterThan(0)
})

function scheduledByStork(spec: unknown): unknown {
  const template = entry(spec, 'template')
  const pod = { ...mapOf(entry(template, 'spec')), schedulerName: 'stork' }
  return { ...mapOf(spec), template: { ...mapOf(template), spec: pod } }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {}
}

describe('the checks catch what they are for', () => {
  const whole = 'a restore gives the bytes of the snapshot, or leaves the old data'
  const holding = (held: 'old' | 'other') => (truth: Truth) => ({
    ...truth,
    pauses: truth.pauses.map(all => all.map(pause => ({ ...pause, held: pause.held.map(() => held) }))),
  })
  const planted: readonly (readonly [string, PromiseName, (truth: Truth) => Truth])[] = [
    ['half of a snapshot', whole, holding('other')],
    ['successful, and nothing was written', whole, holding('old')],
    [
      'failed, and overwritten all the same',
      whole,
      truth => ({ ...truth, carried: truth.carried.map(one => ({ ...one, result: 'failed' })) }),
    ],
    [
      'one replica too few',
      'a restored application runs as before',
      truth => ({ ...truth, otherReplicas: ['StatefulSet shop/mysql has 0 replicas, and had 1.'] }),
    ],
  ]
  test.each(planted)('%s', async (_, promise, bend) => {
    expect((await run({ bend })).broken.map(one => one.promise)).toEqual([promise])
  })
})
