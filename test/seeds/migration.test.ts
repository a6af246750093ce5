/**
 * What Portworx's page for newcomers to Kubernetes promises of migration, carried out by our executor: workloads and their
 * data move; more capacity, blue-green, dev/test, lift and shift and back, maintenance. A test each.
 */

import { runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, type ObjectRef, valueAt } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { describe, expect, test } from 'vitest'
import { memoryDirectory } from '../simulation/memory-directory.ts'
import { cassandra, mongodb, mysql, namespace, refOf } from '../support/shop.ts'
import { load, migration, openTwoClusters, pair } from '../support/two-clusters.ts'

const stateful: ObjectRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'mysql' }
const replicas = (cluster: SimulatedCluster, ref: ObjectRef) => valueAt(cluster.plane.get(ref), ['spec', 'replicas'])

const web: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
    },
  },
}
const config: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace },
  data: { color: 'blue' },
}
const deployment = refOf(web)

async function rows(driven: SimulatedCluster, at: SimulatedCluster): Promise<number> {
  const argv = ['sh', '-c', "mysql -uroot -ponly-for-tests -BNse 'SELECT COUNT(*) FROM shop.orders'"]
  const said = await driven.drive(at.ports.exec.run({ namespace, pod: 'mysql-0', argv, timeoutMs: 5000 }))
  return said.exit === 0 ? Number(said.stdout.trim()) : -1
}

describe('Migration', () => {
  test('transfers workloads, Deployments, StatefulSets and ConfigMaps, and their data across clusters', async () => {
    const { here, there, apply } = await openTwoClusters([...mysql(), web, config])
    const before = await rows(here, here)
    expect(await apply(migration('all', { startApplications: true }))).toMatchObject([{ result: 'successful' }])
    await here.advance(2_000)
    expect([replicas(there, stateful), replicas(there, deployment)]).toEqual([1, 3])
    expect(there.plane.get(refOf(config))).toMatchObject({ data: { color: 'blue' } })
    expect(await rows(here, there)).toBeGreaterThanOrEqual(before)
  })

  test('augments capacity: an application is evacuated and frees what it used', async () => {
    const { here, apply } = await openTwoClusters([...mysql(), web])
    await apply(migration('evacuate', { startApplications: true }))
    await here.advance(2_000)
    expect(here.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items).toEqual([])
  })

  test('blue-green: the application and its data run in both clusters, each with its own volumes', async () => {
    const { here, there, apply } = await openTwoClusters(mysql())
    const annotations = { 'pxsnap.io/keep-source-active': 'true' }
    await apply(migration('green', { startApplications: true }, annotations))
    await here.advance(5_000)
    const [blue, green] = [await rows(here, here), await rows(here, there)]
    expect(Math.min(blue, green)).toBeGreaterThan(0)
    expect([replicas(here, stateful), replicas(there, stateful)]).toEqual([1, 1])
  })

  test('dev/test: workloads are promoted without being started, and know how many they were', async () => {
    const { there, apply } = await openTwoClusters([...mysql(), web])
    await apply(migration('promote'))
    expect(replicas(there, deployment)).toBe(0)
    expect(there.plane.get(deployment)?.metadata.annotations).toMatchObject({
      'stork.libopenstorage.org/migrationReplicas': '3',
    })
  })

  test('maintenance: all that runs in a cluster moves away, so that it can be switched off', async () => {
    const { here, there, apply } = await openTwoClusters([...mysql(), ...cassandra(), ...mongodb(), web])
    await apply(migration('empty', { startApplications: true }))
    await here.advance(2_000)
    const running = (cluster: SimulatedCluster) =>
      cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.map(({ metadata }) => metadata.name)
    expect(running(here)).toEqual([])
    expect(running(there)).toEqual(expect.arrayContaining(['cassandra-0', 'mongodb-0', 'mysql-0']))
    for (const claims of [['mysql-data', 'mysql-log'], ['cassandra-data']])
      expect(there.judge(...claims.map(name => ({ namespace, name }))).verdict).toMatch(/^(clean|recovers)$/)
  })

  test('lift and shift: there and, when the place is free again, back', async () => {
    const [first, second] = [memoryDirectory(), memoryDirectory()]
    const open = async (home: typeof first, other: typeof first, name: string, seed: number) => {
      const far = await openSimulatedCluster({ settle: macrotask, directory: other, seed: seed + 1 })
      const others = async (asked: string) => (asked === name ? far : undefined)
      return openSimulatedCluster({ settle: macrotask, directory: home, seed, others })
    }
    const carryOut = async (cluster: SimulatedCluster, object: KubeObject) => {
      load(cluster, [object])
      const only = [refOf(object)]
      return cluster.drive(runUntilSettled(cluster.ports, { only }, new AbortController().signal))
    }
    const there = await open(first, second, 'cloud', 1)
    load(there, [...mysql(), pair('to-cloud', 'cloud')])
    await there.advance(5_000)
    const before = await rows(there, there)
    const go = migration('go', { clusterPair: 'to-cloud', startApplications: true })
    expect(await carryOut(there, go)).toMatchObject([{ result: 'successful' }])
    for (const kind of ['PersistentVolumeClaim', 'Secret'])
      for (const object of there.plane.list({ apiVersion: 'v1', kind, namespace }).items)
        there.plane.delete(refOf(object))
    there.plane.delete(stateful)
    await there.save()

    const back = await open(second, first, 'premises', 2)
    load(back, [pair('to-premises', 'premises')])
    await back.advance(3_000)
    const away = await rows(back, back)
    expect(away).toBeGreaterThanOrEqual(before)
    const come = migration('come', { clusterPair: 'to-premises', startApplications: true })
    expect(await carryOut(back, come)).toMatchObject([{ result: 'successful' }])
    await back.save()
    const home = await openSimulatedCluster({ settle: macrotask, directory: first })
    await home.advance(3_000)
    expect(await rows(home, home)).toBeGreaterThanOrEqual(away)
    expect(replicas(back, stateful)).toBe(0)
  })
})
