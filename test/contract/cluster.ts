/** What every adapter of the Cluster port promises. Uses nothing that a real API server would not have. */

import type { Cluster, WatchEvent } from '@pxsnap/core/ports'
import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

export type ClusterUnderTest = {
  readonly cluster: Cluster
  /** An empty namespace that this test has to itself. */
  readonly namespace: string
  /** Gives the cluster's own controllers a moment. */
  readonly pause: () => Promise<void>
  readonly close: () => Promise<void>
}

export function clusterContract(
  adapter: string,
  open: () => Promise<ClusterUnderTest>,
  /** Whether the cluster's own controllers run; they do not beside a bare API server. */
  { controllers = true }: { readonly controllers?: boolean } = {},
): void {
  describe(`the Cluster port, ${adapter}`, () => {
    let under: ClusterUnderTest
    beforeEach(async () => {
      under = await open()
    })
    afterEach(() => under.close())

    const config = (name: string, fields: Record<string, unknown> = {}, metadata = {}): KubeObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: under.namespace, ...metadata },
      ...fields,
    })
    const ref = (name: string): ObjectRef => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: under.namespace,
      name,
    })
    const made = async (object: KubeObject): Promise<KubeObject> => {
      const result = await under.cluster.create(object)
      if (!result.ok) throw new Error(result.message)
      return result.object
    }
    const refusal = async (result: Promise<{ readonly ok: boolean; readonly because?: string }>) =>
      (await result).because ?? 'nothing'

    test('a new object gets uid, resourceVersion and creationTimestamp, and can be read', async () => {
      const object = await made(config('one', { data: { a: '1' } }))
      expect(object.metadata.uid).toMatch(/\S/)
      expect(object.metadata.resourceVersion).toMatch(/\S/)
      expect(Date.parse(object.metadata.creationTimestamp ?? '')).not.toBeNaN()
      expect(await under.cluster.get(ref('one'))).toEqual(object)
    })

    test('what is not there is undefined', async () => {
      expect(await under.cluster.get(ref('nothing'))).toBeUndefined()
    })

    test('a name can be taken only once', async () => {
      await made(config('one'))
      expect(await refusal(under.cluster.create(config('one')))).toBe('already-exists')
    })

    test('a generated name starts with its prefix and is new each time', async () => {
      const names = [
        (await made(config('', {}, { generateName: 'run-' }))).metadata.name,
        (await made(config('', {}, { generateName: 'run-' }))).metadata.name,
      ]
      expect(names.every(name => /^run-[a-z0-9]{5}$/.test(name))).toBe(true)
      expect(new Set(names).size).toBe(2)
    })

    test('nothing is made in a namespace that does not exist', async () => {
      const lost = config('one', {}, { namespace: `${under.namespace}-absent` })
      expect(await refusal(under.cluster.create(lost))).toBe('not-found')
    })

    test.each(['Upper', 'under_score', '-dash', 'dot.', 'x'.repeat(254)])('the name %s is refused', async name => {
      expect(await refusal(under.cluster.create(config(name)))).toBe('rejected')
    })

    test('a label value with a blank is refused', async () => {
      expect(await refusal(under.cluster.create(config('one', {}, { labels: { app: 'my sql' } })))).toBe('rejected')
    })

    test('an update replaces the object and changes its resourceVersion, not its uid', async () => {
      const before = await made(config('one', { data: { a: '1' } }))
      const result = await under.cluster.update({ ...before, data: { b: '2' } })
      expect(result.ok && result.object.data).toEqual({ b: '2' })
      const after = await under.cluster.get(ref('one'))
      expect(after?.metadata.uid).toBe(before.metadata.uid)
      expect(after?.metadata.creationTimestamp).toBe(before.metadata.creationTimestamp)
      expect(after?.metadata.resourceVersion).not.toBe(before.metadata.resourceVersion)
    })

    test('an update from a stale read is a conflict and changes nothing', async () => {
      const before = await made(config('one', { data: { a: '1' } }))
      await under.cluster.update({ ...before, data: { a: '2' } })
      expect(await refusal(under.cluster.update({ ...before, data: { a: '3' } }))).toBe('conflict')
      expect((await under.cluster.get(ref('one')))?.data).toEqual({ a: '2' })
    })

    test('an update without resourceVersion overwrites', async () => {
      await made(config('one', { data: { a: '1' } }))
      const result = await under.cluster.update(config('one', { data: { a: '2' } }))
      expect(result.ok && result.object.data).toEqual({ a: '2' })
    })

    test('an update that changes nothing keeps the resourceVersion', async () => {
      const before = await made(config('one', { data: { a: '1' } }))
      const result = await under.cluster.update(before)
      expect(result.ok && result.object.metadata.resourceVersion).toBe(before.metadata.resourceVersion)
    })

    test('what is not there cannot be updated', async () => {
      expect(await refusal(under.cluster.update(config('nothing')))).toBe('not-found')
    })

    test('a deleted object is gone, and deleting it again says so', async () => {
      await made(config('one'))
      expect(await under.cluster.delete(ref('one'))).toBe('deleted')
      expect(await under.cluster.get(ref('one'))).toBeUndefined()
      expect(await under.cluster.delete(ref('one'))).toBe('not-found')
    })

    test('a deletion that names another uid is a conflict and deletes nothing', async () => {
      await made(config('one'))
      const uid = '00000000-0000-4000-8000-000000000000'
      expect(await under.cluster.delete(ref('one'), { uid })).toBe('conflict')
      expect(await under.cluster.get(ref('one'))).toBeDefined()
    })

    test('a finalizer keeps a deleted object until it is taken off', async () => {
      await made(config('one', {}, { finalizers: ['pxsnap.io/test'] }))
      expect(await under.cluster.delete(ref('one'))).toBe('deleting')
      expect(await under.cluster.delete(ref('one'))).toBe('deleting')
      const waiting = await under.cluster.get(ref('one'))
      expect(Date.parse(waiting?.metadata.deletionTimestamp ?? '')).not.toBeNaN()
      if (waiting === undefined) return
      const { finalizers: _, ...metadata } = waiting.metadata
      await under.cluster.update({ ...waiting, metadata })
      expect(await under.cluster.get(ref('one'))).toBeUndefined()
    })

    test('an object that is being deleted takes no further finalizer', async () => {
      await made(config('one', {}, { finalizers: ['pxsnap.io/test'] }))
      await under.cluster.delete(ref('one'))
      const waiting = config('one', {}, { finalizers: ['pxsnap.io/test', 'pxsnap.io/late'] })
      expect(await refusal(under.cluster.update(waiting))).toBe('rejected')
      await under.cluster.update(config('one'))
    })

    test('a list is sorted by name and holds only what the labels choose', async () => {
      for (const name of ['b', 'a', 'c']) await made(config(name, {}, { labels: { app: 'x' } }))
      await made(config('d', {}, { labels: { app: 'y' } }))
      const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: under.namespace, labels: { app: 'x' } }
      const { items } = await under.cluster.list(query)
      expect(items.map(item => item.metadata.name)).toEqual(['a', 'b', 'c'])
    })

    test('a list of all namespaces has the objects of this one', async () => {
      await made(config('one'))
      const { items } = await under.cluster.list({ apiVersion: 'v1', kind: 'ConfigMap' })
      expect(items.some(item => item.metadata.namespace === under.namespace && item.metadata.name === 'one')).toBe(true)
    })

    test('a watch tells every change since the list it starts from, in order', async () => {
      const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: under.namespace, labels: { app: 'x' } }
      const { resourceVersion } = await under.cluster.list(query)
      await made(config('other', {}, { labels: { app: 'y' } }))
      const one = await made(config('one', {}, { labels: { app: 'x' } }))
      const events = await take(under.cluster, query, resourceVersion, 3, async () => {
        await under.cluster.update({ ...one, data: { a: '1' } })
        await under.cluster.delete(ref('one'))
      })
      expect(events.map(event => event.type)).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
    })

    test('an object whose labels stop matching is deleted for the watcher', async () => {
      const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: under.namespace, labels: { app: 'x' } }
      await made(config('one', {}, { labels: { app: 'x' } }))
      const { resourceVersion } = await under.cluster.list(query)
      const events = await take(under.cluster, query, resourceVersion, 2, async () => {
        await under.cluster.update(config('one', {}, { labels: { app: 'y' } }))
        await under.cluster.update(config('one', {}, { labels: { app: 'x' } }))
      })
      expect(events.map(event => event.type)).toEqual(['DELETED', 'ADDED'])
    })

    test('a cancelled watch ends with the reason of its signal', async () => {
      const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: under.namespace }
      const { resourceVersion } = await under.cluster.list(query)
      const controller = new AbortController()
      const watching = (async () => {
        for await (const _ of under.cluster.watch(query, resourceVersion, controller.signal));
      })()
      const reason = new Error('enough')
      controller.abort(reason)
      await expect(watching).rejects.toBe(reason)
    })

    test('a cancelled call rejects with the reason of its signal', async () => {
      const reason = new Error('enough')
      await expect(under.cluster.get(ref('one'), AbortSignal.abort(reason))).rejects.toBe(reason)
      await expect(under.cluster.create(config('one'), AbortSignal.abort(reason))).rejects.toBe(reason)
      expect(await under.cluster.get(ref('one'))).toBeUndefined()
    })

    test.skipIf(!controllers)('what loses its owner goes away too', async () => {
      const owner = await made(config('owner'))
      const { apiVersion, kind, metadata } = owner
      const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '' }]
      await made(config('dependent', {}, { ownerReferences }))
      await under.cluster.delete(ref('owner'))
      for (let look = 0; look < 200 && (await under.cluster.get(ref('dependent'))) !== undefined; look += 1) {
        await under.pause()
      }
      expect(await under.cluster.get(ref('dependent'))).toBeUndefined()
    })
  })
}

/** The first changes that a watch tells while `work` is done. */
async function take(
  cluster: Cluster,
  query: Parameters<Cluster['watch']>[0],
  resourceVersion: string,
  count: number,
  work: () => Promise<void>,
): Promise<readonly WatchEvent[]> {
  const controller = new AbortController()
  const events: WatchEvent[] = []
  const watching = (async () => {
    for await (const event of cluster.watch(query, resourceVersion, controller.signal)) {
      if (event.type !== 'BOOKMARK') events.push(event)
      if (events.length === count) return
    }
  })()
  await work()
  await watching
  controller.abort()
  return events
}
