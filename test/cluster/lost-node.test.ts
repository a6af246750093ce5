/** A node that is lost takes its replicas with it, as claims, pods and databases see it. */

import { handleOf } from '@pxsnap/core/cluster/simulated'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { carryOut, group, openShop } from '../simulation/shop.ts'

const node = (name: string) => ({ apiVersion: 'v1', kind: 'Node', name })
const claimed = (name: string) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name })

function lose(cluster: SimulatedCluster, name: string): void {
  const pods = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.filter(pod => on(pod) === name)
  cluster.plane.delete(node(name))
  for (const { metadata } of pods)
    cluster.plane.delete({ apiVersion: 'v1', kind: 'Pod', namespace: metadata.namespace ?? '', name: metadata.name })
}

const bringBack = (cluster: SimulatedCluster, name: string) =>
  cluster.plane.create({ apiVersion: 'v1', kind: 'Node', metadata: { name } })

function on({ spec }: KubeObject): unknown {
  return typeof spec === 'object' && spec !== null && 'nodeName' in spec ? spec.nodeName : undefined
}

function placementOf(cluster: SimulatedCluster, claim: string) {
  const volumes = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolume' }).items
  const volume = volumes.find(({ spec }) => JSON.stringify(spec).includes(`"name":"${claim}"`))
  return cluster.storage.placement((volume && handleOf(volume)) ?? '')
}

test('with three replicas one lost node only degrades: snapshots succeed, and MySQL goes on elsewhere', async () => {
  const cluster = await openShop()
  expect(placementOf(cluster, 'mysql-data')).toEqual({ replicas: ['node-1', 'node-2', 'node-3'], health: 'up' })
  lose(cluster, 'node-1')
  await cluster.advance(5_000)
  expect(placementOf(cluster, 'mysql-data')?.health).toBe('degraded')
  expect(await carryOut(cluster, group('nightly', { preExecRule: 'mysql-lock' }))).toMatchObject({
    result: 'successful',
    evidence: { consistency: 'application' },
  })
})

test('without a replica left a snapshot fails and says so; when a node returns, the database and snapshots do', async () => {
  const cluster = await openShop()
  for (const name of ['node-1', 'node-2', 'node-3']) cluster.plane.delete(node(name))
  bringBack(cluster, 'node-4')
  await cluster.advance(5_000)
  expect(cluster.plane.get(claimed('mysql-data'))?.status).toMatchObject({ phase: 'Bound' })
  const refused = await carryOut(cluster, group('nightly', { maxRetries: 1 }))
  expect(refused).toMatchObject({ result: 'failed' })
  expect(JSON.stringify(refused)).toMatch(/volume \S+ is offline: its replicas are on node-1, node-2, node-3/)
  bringBack(cluster, 'node-2')
  await cluster.advance(5_000)
  const again = await carryOut(cluster, group('later', { preExecRule: 'mysql-lock' }))
  expect(again).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
  expect(
    cluster.judge({ namespace: 'shop', name: 'mysql-data' }, { namespace: 'shop', name: 'mysql-log' }),
  ).toBeTruthy()
})
