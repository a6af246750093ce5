/** `thaw`: what dead processes left frozen is found and ended, whether or not its object is still there. */

import { findFrozen, runUntilSettled, thawEverything } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { groupVolumeSnapshot, mongodb, mysql, mysqlLock, namespace, openShop, refOf, rule } from '../support/shop.ts'
import { dyingPorts } from './dying-ports.ts'

const held = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })
const lock = rule('mongo-lock', { app: 'mongodb' }, { value: "mongosh --eval 'db.fsyncLock()'" })
const unlock = rule('mongo-unlock', { app: 'mongodb' }, { value: "mongosh --eval 'db.fsyncUnlock()'" })
const locked = groupVolumeSnapshot(
  'nightly',
  { app: 'mongodb' },
  { preExecRule: 'mongo-lock', postExecRule: 'mongo-unlock' },
)

const stories: readonly (readonly [string, readonly KubeObject[], KubeObject, string])[] = [
  ['a hold', [...mysql(), mysqlLock], held, 'hold'],
  ['a lock with a watchdog', [...mongodb(), lock, unlock], locked, 'watchdog'],
]

describe.each(stories)('a process that died with %s', (_, world, spec, what) => {
  test('is found, in its object and in the pod, and thawed at once', async () => {
    const cluster = await frozenBy(world, spec)
    expect(cluster.pods.frozenPods()).not.toEqual([])
    const found = await cluster.drive(findFrozen(cluster.ports, {}, never()))
    expect(found.map(one => one.what)).toEqual(['attempt', what])
    const before = cluster.now
    const thawed = await cluster.drive(thawEverything(cluster.ports, {}, never()))
    expect(thawed.map(({ ended }) => ended)).toEqual([true, true])
    expect(cluster.now - before).toBeLessThan(15_000)
    expect(cluster.pods.frozenPods()).toEqual([])
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
    expect(await cluster.drive(findFrozen(cluster.ports, {}, never()))).toEqual([])
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(spec)))
    expect(valueAt(stored, ['status', 'status'])).toBe('Failed')
  })

  test('is thawed in the pod when its object is gone', async () => {
    const cluster = await frozenBy(world, spec)
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(spec)))
    if (stored === undefined) throw new Error('The object is there.')
    const freed = { ...stored, metadata: { ...stored.metadata, finalizers: [] } }
    await cluster.drive(cluster.ports.cluster.update(freed))
    await cluster.drive(cluster.ports.cluster.delete(refOf(spec)))
    const thawed = await cluster.drive(thawEverything(cluster.ports, {}, never()))
    expect(thawed.map(({ frozen, ended }) => [frozen.what, ended])).toEqual([[what, true]])
    expect(cluster.pods.frozenPods()).toEqual([])
  })

  test('is left alone when others are asked for', async () => {
    const cluster = await frozenBy(world, spec)
    const only = [{ ...refOf(spec), name: 'another' }]
    expect(await cluster.drive(thawEverything(cluster.ports, { only }, never()))).toEqual([])
    expect(cluster.pods.frozenPods()).not.toEqual([])
  })
})

test('where nothing is frozen there is nothing to thaw', async () => {
  const { cluster, apply } = await openShop(3, ...mysql(), mysqlLock)
  await apply(held)
  expect(await cluster.drive(findFrozen(cluster.ports, {}, never()))).toEqual([])
  expect(await cluster.drive(thawEverything(cluster.ports, {}, never()))).toEqual([])
})

/** A cluster in which a process died just when everything was frozen. */
async function frozenBy(world: readonly KubeObject[], spec: KubeObject): Promise<SimulatedCluster> {
  for (let at = 5; at < 60; at++) {
    const { cluster } = await openShop(1, ...world)
    cluster.load([spec])
    const death = dyingPorts(cluster.ports, at, 'after')
    const run = runUntilSettled(death.ports, { only: [refOf(spec)] }, never())
    await cluster.drive(Promise.race([run, death.dead]))
    if (cluster.pods.frozenPods().some(pod => pod.namespace === namespace)) return cluster
  }
  throw new Error('No process died with something frozen.')
}

function never(): AbortSignal {
  return new AbortController().signal
}
