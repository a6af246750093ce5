/** Lists in pages and watches over HTTP: what a client that keeps a copy of the cluster relies on. */

import { labelMatcher } from '@pxsnap/core/cluster/simulated'
import type { KubeObject } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../support/api-client.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'

let served: ServedCluster
let api: ApiClient
beforeEach(async () => {
  served = await openServedCluster({ secure: false, withoutGroups: ['groupsnapshot.storage.k8s.io'] })
  api = apiClient(served)
})
afterEach(() => served.close())

const path = '/api/v1/namespaces/default/configmaps'
function put(name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  const made = served.cluster.plane.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', labels },
  })
  if (!made.ok) throw new Error(made.message)
  return made.object
}
const drop = (name: string) =>
  served.cluster.plane.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name })
const names = (items: readonly KubeObject[] | undefined) => items?.map(({ metadata }) => metadata.name)

test('the pages of a list show one moment, whatever happens between them', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) put(name)
  const first = await api.call('GET', `${path}?limit=2`)
  expect(names(first.body.items)).toEqual(['a', 'b'])
  expect(first.body.metadata?.remainingItemCount).toBe(3)
  drop('c')
  put('bb')
  served.cluster.plane.update({ ...put('f'), data: { later: 'yes' } })
  const second = await api.call('GET', `${path}?limit=2&continue=${first.body.metadata?.continue}`)
  const third = await api.call('GET', `${path}?limit=2&continue=${second.body.metadata?.continue}`)
  expect([...(names(second.body.items) ?? []), ...(names(third.body.items) ?? [])]).toEqual(['c', 'd', 'e'])
  expect(new Set([first, second, third].map(({ body }) => body.metadata?.resourceVersion)).size).toBe(1)
  expect(third.body.metadata?.continue).toBeUndefined()
})

test('a page whose moment is forgotten is 410, with a token that goes on at the present', async () => {
  for (const name of ['a', 'b', 'c']) put(name)
  const first = await api.call('GET', `${path}?limit=1`)
  drop('b')
  served.cluster.plane.log.trim(0)
  const gone = await api.call('GET', `${path}?limit=1&continue=${first.body.metadata?.continue}`)
  expect([gone.status, gone.body.reason]).toEqual([410, 'Expired'])
  const rest = await api.call('GET', `${path}?continue=${gone.body.metadata?.continue}`)
  expect(names(rest.body.items)).toEqual(['c'])
})

test('a list can be asked for at an earlier revision, and not at one that is yet to come', async () => {
  const then = put('a').metadata.resourceVersion
  put('b')
  const earlier = await api.call('GET', `${path}?resourceVersion=${then}&resourceVersionMatch=Exact`)
  expect(names(earlier.body.items)).toEqual(['a'])
  const early = await api.call('GET', `${path}?resourceVersion=999999`)
  expect([early.status, early.body.reason]).toEqual([504, 'Timeout'])
  expect(early.body.details?.causes?.[0]?.reason).toBe('ResourceVersionTooLarge')
})

test.each([
  ['labelSelector=app%20in%20(x,y),!old', ['a']],
  ['labelSelector=app%20notin%20(x)', ['c']],
  ['labelSelector=app', ['a', 'b']],
  ['fieldSelector=metadata.name%3Db', ['b']],
  ['fieldSelector=metadata.name!%3Db&labelSelector=app', ['a']],
])('%s selects %j', async (query, wanted) => {
  put('a', { app: 'x' })
  put('b', { app: 'x', old: 'yes' })
  put('c')
  expect(names((await api.call('GET', `${path}?${query}`)).body.items)).toEqual(wanted)
})

test.each([
  'labelSelector=a%20in',
  'labelSelector=a%20b',
  'fieldSelector=spec.x%3D1',
  'limit=x',
  'continue=x',
  'resourceVersion=x',
])('the query %s is 400 BadRequest', async query => {
  expect((await api.call('GET', `${path}?${query}`)).body.reason).toBe('BadRequest')
})

test('any text is a selector or is refused, and a selector never throws at an object', () => {
  const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { app: 'x' } } }
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'p', '=', '!', ',', ' ', '(', ')', 'in', 'notin', '<', '1') }),
      text => {
        try {
          expect(typeof (labelMatcher(text)?.(object) ?? true)).toBe('boolean')
        } catch (error) {
          expect(error).toMatchObject({ name: 'SelectorProblem' })
        }
      },
    ),
  )
})

test('a watch tells what happens after a revision, first what was missed', async () => {
  const { metadata } = put('a')
  put('b')
  const watch = api.watch(`${path}?watch=1&resourceVersion=${metadata.resourceVersion}`)
  expect(await watch.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'b' } } })
  drop('a')
  expect(await watch.next()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'a' } } })
  watch.stop()
})

test('an object whose labels stop matching is deleted for the watcher that selects them', async () => {
  const object = put('a', { app: 'x' })
  const watch = api.watch(`${path}?watch=1&labelSelector=app%3Dx`)
  expect(await watch.next()).toMatchObject({ type: 'ADDED' })
  served.cluster.plane.update({ ...object, metadata: { ...object.metadata, labels: {} } })
  expect(await watch.next()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'a' } } })
  watch.stop()
})

test('a watch that begins with everything says when that is done', async () => {
  put('a')
  const watch = api.watch(
    `${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
  )
  expect((await watch.next()).type).toBe('ADDED')
  const mark = await watch.next()
  expect(mark.type).toBe('BOOKMARK')
  expect(mark.object.metadata?.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
  watch.stop()
})

test('a watch from a revision that is forgotten, or never was, is told 410 in the stream', async () => {
  put('a')
  served.cluster.plane.log.trim(0)
  for (const revision of [1, 999_999]) {
    const watch = api.watch(`${path}?watch=1&resourceVersion=${revision}`)
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    })
    watch.stop()
  }
})

test('a watch ends after its timeout with a bookmark, and is forgotten', async () => {
  const watch = api.watch(`${path}?watch=1&timeoutSeconds=1&allowWatchBookmarks=1`)
  expect((await watch.next()).type).toBe('BOOKMARK')
  await expect(watch.next()).rejects.toThrow('ended')
  expect(served.api.watches()).toBe(0)
})

test('200 watchers all see every change, in order', { timeout: 30_000 }, async () => {
  const watches = Array.from({ length: 200 }, (_, index) =>
    api.watch(index % 2 === 0 ? `${path}?watch=1` : '/api/v1/configmaps?watch=1&allowWatchBookmarks=true'),
  )
  put('begin')
  for (const watch of watches) expect((await watch.next()).object.metadata?.name).toBe('begin')
  expect(served.api.watches()).toBe(200)
  const changes = 50
  let object = put('storm')
  for (let turn = 1; turn < changes; turn += 1) {
    const result = served.cluster.plane.update({ ...object, data: { turn: String(turn) } })
    if (result.ok) object = result.object
  }
  for (const watch of watches) {
    const seen: number[] = []
    for (let turn = 0; turn < changes; turn += 1)
      seen.push(Number((await watch.next()).object.metadata?.resourceVersion))
    expect(seen).toEqual([...seen].sort((left, right) => left - right))
    expect(seen.at(-1)).toBe(Number(object.metadata.resourceVersion))
    watch.stop()
  }
})

test('a table has the columns that kubectl prints, and only the metadata of its objects', async () => {
  put('a')
  const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' }
  const { body } = await api.call('GET', path, undefined, accept)
  expect(body).toMatchObject({
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, { name: 'Data' }, { name: 'Age' }],
    rows: [{ cells: ['a', 0, expect.any(String)], object: { kind: 'PartialObjectMetadata' } }],
  })
  const bare = await api.call('GET', `${path}?includeObject=None`, undefined, accept)
  expect(bare.body.rows).toEqual([{ cells: ['a', 0, expect.any(String)] }])
  const partial = { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' }
  expect((await api.call('GET', path, undefined, partial)).body.kind).toBe('PartialObjectMetadataList')
})

test('both forms of discovery name the same resources, and leave out groups that nobody installed', async () => {
  const accept = { accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' }
  const aggregated = await api.call('GET', '/apis', undefined, accept)
  expect(aggregated.headers.get('content-type')).toContain('as=APIGroupDiscoveryList')
  const groups = await api.call('GET', '/apis')
  const legacy = JSON.stringify(groups.body.groups)
  expect(legacy).not.toContain('groupsnapshot')
  for (const { metadata } of aggregated.body.items ?? []) expect(legacy).toContain(`"name":"${metadata.name}"`)
  const stork = await api.call('GET', '/apis/stork.libopenstorage.org/v1alpha1')
  expect(JSON.stringify(stork.body)).toContain('"name":"groupvolumesnapshots"')
  expect((await api.call('GET', '/apis/groupsnapshot.storage.k8s.io/v1')).status).toBe(404)
})
