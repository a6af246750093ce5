/** What a real API server makes of our own kinds, of lists in pages, and of an account without rights. */

import {
  type Connection,
  kubernetesCluster,
  kubernetesDiscovery,
  kubernetesPermissions,
  loadConnection,
} from '@pxsnap/core/cluster/kubernetes'
import { reflect } from '@pxsnap/core/cluster/reflector'
import type { KubeObject } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, describe, expect, inject, test } from 'vitest'

const real = inject('realCluster')
const clock = systemClock

const connections: Connection[] = []
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close()
})

async function connect(context?: string): Promise<Connection> {
  const flags = context === undefined ? {} : { context }
  const connection = await loadConnection(flags, { KUBECONFIG: real?.kubeconfig ?? '' })
  connections.push(connection)
  return connection
}

// A kind of a group that nobody else uses, so that a cluster with STORK keeps what it has.
const group = 'test.pxsnap.io'
const thing = { apiVersion: `${group}/v1`, kind: 'Thing', namespace: 'default' }
const definition: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `things.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'things', singular: 'thing', kind: 'Thing', shortNames: ['th'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

describe.skipIf(real === undefined)('a real API server', () => {
  test('a kind that is not served is unsupported; once it is, spec and status are stored as one object', async () => {
    const cluster = kubernetesCluster(await connect(), { clock })
    await cluster.delete({ ...definition, name: definition.metadata.name })
    await expect(cluster.list({ ...thing, apiVersion: 'nobody.pxsnap.io/v1' })).rejects.toMatchObject({
      kind: 'unsupported',
    })
    expect(await cluster.create(definition)).toMatchObject({ ok: true })
    const wanted: KubeObject = {
      apiVersion: thing.apiVersion,
      kind: 'Thing',
      metadata: { name: 'one', namespace: 'default' },
      spec: { size: 1 },
      status: { stage: 'Begun' },
    }
    const fresh = async () => kubernetesCluster(await connect(), { clock })
    let made = await (await fresh()).create(wanted).catch(() => undefined)
    for (let look = 0; look < 50 && made === undefined; look += 1) {
      await clock.sleep(200)
      made = await (await fresh()).create(wanted).catch(() => undefined)
    }
    expect(made?.ok && made.object).toMatchObject({ spec: { size: 1 }, status: { stage: 'Begun' } })
    // Without a resourceVersion it overwrites, which custom resources alone refuse.
    const things = await fresh()
    const overwritten = await things.update({ ...wanted, spec: { size: 2 }, status: { stage: 'Final' } })
    expect(overwritten.ok && overwritten.object).toMatchObject({ spec: { size: 2 }, status: { stage: 'Final' } })
    expect(await things.get({ ...thing, name: 'one' })).toMatchObject({ spec: { size: 2 }, status: { stage: 'Final' } })
    expect(await things.delete({ ...thing, name: 'one' })).toBe('deleted')
    const resources = await kubernetesDiscovery(await connect(), { clock }).resources()
    expect(resources.find(({ kind }) => kind === 'Thing')).toMatchObject({
      resource: 'things',
      namespaced: true,
      subresources: ['status'],
      shortNames: ['th'],
    })
    await cluster.delete({ ...definition, name: definition.metadata.name })
  })

  test('a list of 1,200 objects comes whole and sorted, in pages of 500', async () => {
    const cluster = kubernetesCluster(await connect(), { clock })
    const run = `r${clock.now()}`
    const names = Array.from({ length: 1_200 }, (_, at) => `${run}-${at}`)
    const config = (name: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default', labels: { run } },
    })
    for (let from = 0; from < names.length; from += 50) {
      await Promise.all(names.slice(from, from + 50).map(name => cluster.create(config(name))))
    }
    const { items } = await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', labels: { run } })
    expect(items.map(({ metadata }) => metadata.name)).toEqual(names.toSorted())
    const one = await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', fieldSelector: `metadata.name=${names[7]}` })
    expect(one.items.map(({ metadata }) => metadata.name)).toEqual([names[7]])
    for (let from = 0; from < names.length; from += 50) {
      const refs = names
        .slice(from, from + 50)
        .map(name => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name }))
      await Promise.all(refs.map(ref => cluster.delete(ref)))
    }
  })

  test('a copy follows what others write', async () => {
    const cluster = kubernetesCluster(await connect(), { clock })
    const stop = new AbortController()
    const run = `r${clock.now()}`
    const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', labels: { run } }
    const copy = reflect({ cluster, query, clock, random: Math.random, signal: stop.signal })
    await copy.ready()
    const metadata = { name: run, namespace: 'default', labels: { run } }
    await cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: '1' } })
    const until = async (reached: () => boolean) => {
      for await (const _ of copy.changes(AbortSignal.timeout(20_000))) if (reached()) return
    }
    if (copy.objects().length === 0) await until(() => copy.objects().length === 1)
    await cluster.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: run })
    if (copy.objects().length === 1) await until(() => copy.objects().length === 0)
    expect(copy.state()).toEqual({ synced: true, stopped: false })
    stop.abort()
    await copy.ended
  })

  test('a version from before all that is kept, or from the future, is expired or refused, and never silence', async () => {
    const cluster = kubernetesCluster(await connect(), { clock })
    const watching = (async () => {
      const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' }
      for await (const event of cluster.watch(query, '1', AbortSignal.timeout(20_000))) {
        if (event.type !== 'BOOKMARK') return event.type
      }
      return 'ended'
    })()
    const heard = await watching.catch((error: unknown) => (error as { readonly kind?: string }).kind)
    expect(['expired', 'ADDED', 'MODIFIED', 'DELETED']).toContain(heard)
  })
})

describe.skipIf(real === undefined || real.complete)('a real API server with an account that may do nothing', () => {
  const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' }

  test('what it may not do is said with verb, resource and namespace', async () => {
    const cluster = kubernetesCluster(await connect('nobody'), { clock })
    await expect(cluster.list(query)).rejects.toThrow(
      /user nobody of context nobody may not list configmaps in namespace default \(403\).*verb "list" on configmaps/,
    )
    const config: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' } }
    await expect(cluster.create(config)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(cluster.delete({ ...query, name: 'x' })).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('what it may do can be asked before', async () => {
    const ask = { verb: 'list', apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' }
    const allowed = async (context: string) =>
      (await kubernetesPermissions(await connect(context), { clock }).review([ask])).map(answer => answer.allowed)
    expect(await allowed('nobody')).toEqual([false])
    expect(await allowed('admin')).toEqual([true])
  })

  test('a token that nobody knows is unauthenticated', async () => {
    const connection = await loadConnection({ token: 'wrong' }, { KUBECONFIG: real?.kubeconfig ?? '' })
    connections.push(connection)
    const cluster = kubernetesCluster(connection, { clock })
    await expect(cluster.list(query)).rejects.toMatchObject({ kind: 'unauthenticated' })
  })

  test('who acts as another has the rights of the other', async () => {
    const connection = await loadConnection({ as: 'nobody' }, { KUBECONFIG: real?.kubeconfig ?? '' })
    connections.push(connection)
    await expect(kubernetesCluster(connection, { clock }).list(query)).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
