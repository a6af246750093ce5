/** What the adapter asks of an API server, and what it makes of every answer. */

import { type ConnectionFlags, kubernetesCluster } from '@pxsnap/core/cluster/kubernetes'
import { type Clock, type Cluster, PortError } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, expect, test } from 'vitest'
import { type Answer, type FakeApi, json, openFakeApi, refuse } from './fake-api.ts'

let api: FakeApi | undefined
afterEach(() => api?.close())

/** Waits nothing and counts what would have been waited. */
const slept: number[] = []
const clock: Clock = {
  now: systemClock.now,
  sleep: async (durationMs, signal) => {
    signal?.throwIfAborted()
    slept.push(durationMs)
  },
}

async function open(answer: Answer, pageSize?: number): Promise<{ readonly cluster: Cluster; readonly api: FakeApi }> {
  slept.length = 0
  api = await openFakeApi(answer)
  const connection = await api.connect()
  return { api, cluster: kubernetesCluster(connection, { clock, ...(pageSize === undefined ? {} : { pageSize }) }) }
}

const snapshots = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot', namespace: 'shop' }
const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'one' }
const object: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', namespace: 'shop' } }
const snapshot = (name: string, more = {}) => ({ metadata: { name, namespace: 'shop', ...more } })

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof PortError ? `${error.kind}: ${error.message}` : `no PortError: ${String(error)}`
}

test('a kind of our catalogue is found in one request, with the token', async () => {
  const { cluster, api } = await open((_, response) => json(response, 200, { ...object, data: { a: '1' } }))
  expect((await cluster.get(ref))?.data).toEqual({ a: '1' })
  expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/v1/namespaces/shop/configmaps/one',
  ])
  expect(api.seen[0]?.headers.authorization).toBe('Bearer good-token')
})

test('a kind that nobody knows is looked up in its group, once', async () => {
  const { cluster, api } = await open(({ path }, response) =>
    path === '/apis/example.com/v1'
      ? json(response, 200, {
          resources: [
            { name: 'oxen', kind: 'Ox', namespaced: true },
            { name: 'oxen/status', kind: 'Ox' },
          ],
        })
      : json(response, 200, { apiVersion: 'example.com/v1', kind: 'Ox', ...snapshot('b') }),
  )
  const ox = { apiVersion: 'example.com/v1', kind: 'Ox', namespace: 'shop', name: 'b' }
  await cluster.get(ox)
  await cluster.get(ox)
  expect(api.seen.map(({ path }) => path)).toEqual([
    '/apis/example.com/v1',
    '/apis/example.com/v1/namespaces/shop/oxen/b',
    '/apis/example.com/v1/namespaces/shop/oxen/b',
  ])
})

test('an object that is not there is undefined; a kind that is not served is unsupported, with the way out', async () => {
  const { cluster } = await open(({ path }, response) =>
    path.startsWith('/api/v1')
      ? refuse(response, 404, 'NotFound', 'configmaps "one" not found', { name: 'one', kind: 'configmaps' })
      : response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n'),
  )
  expect(await cluster.get(ref)).toBeUndefined()
  expect(await kindOf(cluster.list(snapshots))).toMatch(/^unsupported: .*VolumeSnapshot of volumesnapshot.*STORK/)
  expect(await kindOf(cluster.list({ ...snapshots, apiVersion: 'snapshot.storage.k8s.io/v1' }))).toMatch(
    /^unsupported: .*external-snapshotter/,
  )
})

test('an address that serves nothing at all may be that of something else', async () => {
  const { cluster } = await open((_, response) => response.writeHead(404).end('<html>Not Found</html>'))
  expect(await kindOf(cluster.get(ref))).toMatch(/^unsupported: https.*is it the address of an API server/)
})

test('who gives up waiting for what is served does not end it for others', async () => {
  const { cluster } = await open(async ({ path }, response) => {
    if (path !== '/apis/example.com/v1')
      return json(response, 200, { apiVersion: 'example.com/v1', kind: 'Ox', ...snapshot('b') })
    controller.abort(new Error('enough'))
    await systemClock.sleep(20)
    return json(response, 200, { resources: [{ name: 'oxen', kind: 'Ox', namespaced: true }] })
  })
  const controller = new AbortController()
  const ox = { apiVersion: 'example.com/v1', kind: 'Ox', namespace: 'shop', name: 'b' }
  const given = cluster.get(ox, controller.signal).catch((error: unknown) => String(error))
  const other = cluster.get(ox)
  expect(await given).toBe('Error: enough')
  expect((await other)?.metadata.name).toBe('b')
})

test('a group that is served in another version only says so', async () => {
  const { cluster } = await open(({ path }, response) =>
    path === '/apis/snapshot.storage.k8s.io'
      ? json(response, 200, { versions: [{ groupVersion: 'snapshot.storage.k8s.io/v1beta1' }] })
      : response.writeHead(404).end(),
  )
  const query = { ...snapshots, apiVersion: 'snapshot.storage.k8s.io/v1' }
  expect(await kindOf(cluster.list(query))).toMatch(/serves that group as snapshot.storage.k8s.io\/v1beta1/)
})

test('a list is taken in pages, sorted by namespace and name, and its items know their kind', async () => {
  const pages = [
    {
      items: [{ metadata: { name: 'z', namespace: 'a-b' } }, { metadata: { name: 'y', namespace: 'a' } }],
      next: 'two',
    },
    { items: [{ metadata: { name: 'x', namespace: 'a' } }], next: '' },
  ]
  const { cluster, api } = await open(({ query }, response) => {
    const page = query.get('continue') === 'two' ? pages[1] : pages[0]
    json(response, 200, { kind: 'List', metadata: { resourceVersion: '7', continue: page?.next }, items: page?.items })
  }, 2)
  const { items, resourceVersion } = await cluster.list({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    labels: { app: 'x', b: 'y' },
  })
  expect(items.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'ConfigMap a/x',
    'ConfigMap a/y',
    'ConfigMap a-b/z',
  ])
  expect(resourceVersion).toBe('7')
  expect(api.seen.map(({ query }) => `${query.get('limit')} ${query.get('labelSelector')}`)).toEqual([
    '2 app=x,b=y',
    '2 app=x,b=y',
  ])
})

test('a list that expires between its pages is begun again, and at last asked for in one piece', async () => {
  const { cluster, api } = await open(({ query }, response) => {
    if (query.has('continue')) return refuse(response, 410, 'Expired', 'too old')
    const whole = query.get('limit') === null
    json(response, 200, { metadata: { resourceVersion: '9', continue: whole ? '' : 'more' }, items: [snapshot('a')] })
  }, 1)
  expect((await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap' })).items).toHaveLength(1)
  expect(api.seen.length).toBeLessThanOrEqual(7)
})

test.each([
  [
    403,
    'Forbidden',
    'volumesnapshots is forbidden: User "u" cannot list resource "volumesnapshots" in API group "x"',
    /^forbidden: .*user u of context test may not list volumesnapshots in namespace shop.*verb "list" on volumesnapshots\.volumesnapshot\.external-storage\.k8s\.io/,
  ],
  [410, 'Expired', 'too old', /^expired/],
  [500, 'InternalError', 'boom', /^unreachable: .*boom/],
  [504, 'Timeout', 'slow', /^timeout/],
  [405, 'MethodNotAllowed', 'no', /^unsupported/],
  [302, '', '', /^rejected: .*sends us elsewhere/],
] as const)('%i %s', async (code, reason, message, expected) => {
  const { cluster } = await open((_, response) => refuse(response, code, reason, message))
  expect(await kindOf(cluster.list(snapshots))).toMatch(expected)
})

test('who is refused is who is acted as, or the holder of the token that was given', async () => {
  const denied = 'configmaps is forbidden: User "eve" cannot list resource "configmaps" in API group ""'
  api = await openFakeApi((_, response) => refuse(response, 403, 'Forbidden', denied))
  const list = async (flags: ConnectionFlags) =>
    kindOf(
      kubernetesCluster(await (api as FakeApi).connect(flags), { clock }).list({ apiVersion: 'v1', kind: 'ConfigMap' }),
    )
  expect(await list({ as: 'eve' })).toMatch(
    /^forbidden: The user eve, as whom the user u of context test acts, may not/,
  )
  expect(await list({ token: 'x' })).toMatch(/^forbidden: The user of --token may not list configmaps/)
})

test('who may not act as others is told that, and not what the other lacks', async () => {
  const denied =
    'users "eve" is forbidden: User "u" cannot impersonate resource "users" in API group "" at the cluster scope'
  const { cluster } = await open((_, response) => refuse(response, 403, 'Forbidden', denied))
  const said = await kindOf(cluster.list(snapshots))
  expect(said).toMatch(/^forbidden: Acting as somebody else \(--as\) is not allowed: users "eve" is forbidden/)
  expect(said).not.toContain('needs the verb')
})

test('an answer that is no JSON is corrupted, not a bug', async () => {
  const { cluster } = await open((_, response) => response.writeHead(200).end('<html>Sign in</html>'))
  expect(await kindOf(cluster.list(snapshots))).toMatch(/^corrupted: .*not JSON/)
})

test('too many requests: it comes back when the server says, so often and no more', async () => {
  const { cluster, api } = await open((_, response) =>
    refuse(response, 429, 'TooManyRequests', 'later', {}, { 'retry-after': '2' }),
  )
  expect(await kindOf(cluster.create(object))).toMatch(/^busy/)
  expect(api.seen).toHaveLength(5)
  expect(Math.min(...slept)).toBeGreaterThanOrEqual(2_000)
})

test('a write is not repeated when the server may have done it', async () => {
  const { cluster, api } = await open((_, response) => refuse(response, 503, 'ServiceUnavailable', 'down'))
  expect(await kindOf(cluster.create(object))).toMatch(/^unreachable.*not available/)
  expect(api.seen).toHaveLength(1)
  expect(await kindOf(cluster.get(ref))).toMatch(/^unreachable.*not available/)
  expect(api.seen).toHaveLength(6)
})

test.each([
  [409, 'AlreadyExists', {}, 'already-exists'],
  [409, 'Conflict', {}, 'conflict'],
  [422, 'Invalid', { name: 'one', causes: [{ field: 'spec', message: 'wrong' }] }, 'rejected'],
  [400, 'BadRequest', {}, 'rejected'],
  [404, 'NotFound', { name: 'shop', kind: 'namespaces' }, 'not-found'],
  [413, 'RequestEntityTooLarge', {}, 'rejected'],
] as const)('a write answered with %i %s is a value', async (code, reason, details, because) => {
  const { cluster } = await open((_, response) => refuse(response, code, reason, 'why', details))
  expect(await cluster.create(object)).toEqual({ ok: false, because, message: 'why' })
})

test('a quota or an admission rule refuses the object; it does not forbid the account', async () => {
  const { cluster } = await open((_, response) =>
    refuse(response, 403, 'Forbidden', 'persistentvolumeclaims "one" is forbidden: exceeded quota: small'),
  )
  expect(await cluster.create(object)).toMatchObject({ ok: false, because: 'rejected' })
})

test('a status that is stored apart is written apart; where it is not, once is found out once', async () => {
  const wanted: KubeObject = {
    ...object,
    metadata: { ...object.metadata, resourceVersion: '1' },
    status: { stage: 'Final' },
  }
  let apart = true
  const { cluster, api } = await open(({ path, body }, response) => {
    const sent = body as KubeObject
    if (path.endsWith('/status')) {
      if (!apart) return response.writeHead(404).end('404 page not found')
      return json(response, 200, { ...sent, metadata: { ...sent.metadata, resourceVersion: '3' } })
    }
    const { status: _, ...rest } = sent
    json(response, 200, { ...rest, metadata: { ...sent.metadata, resourceVersion: '2' } })
  })
  const written = await cluster.update(wanted)
  expect(written.ok && written.object).toMatchObject({ metadata: { resourceVersion: '3' }, status: { stage: 'Final' } })
  expect(api.seen.map(({ method, path }) => `${method} ${path.replace(/.*configmaps/, '')}`)).toEqual([
    'PUT /one',
    'PUT /one/status',
  ])
  expect(api.seen[1]?.body).toMatchObject({ metadata: { resourceVersion: '2' } })
  apart = false
  await cluster.update(wanted)
  await cluster.update(wanted)
  expect(api.seen.slice(2).map(({ path }) => path.endsWith('/status'))).toEqual([false, true, false])
})

test('a write without resourceVersion takes the stored one, and takes it again when another writer was faster', async () => {
  let puts = 0
  const { cluster, api } = await open(({ method, body }, response) => {
    if (method === 'GET')
      return json(response, 200, { ...object, metadata: { ...object.metadata, resourceVersion: `${puts}` } })
    puts += 1
    if (puts < 3) return refuse(response, 409, 'Conflict', 'changed')
    json(response, 200, body)
  })
  expect(await cluster.update(object)).toMatchObject({ ok: true, object: { metadata: { resourceVersion: '2' } } })
  expect(api.seen.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET', 'PUT'])
})

test('objects with fields of wrong types are mended, or told to be none', async () => {
  const answers: unknown[] = [
    {
      metadata: {
        name: 'a',
        labels: { good: 'x', bad: 7 },
        annotations: 'none',
        creationTimestamp: null,
        finalizers: 3,
      },
    },
  ]
  const { cluster } = await open((_, response) => json(response, 200, { metadata: {}, items: answers }))
  const { items } = await cluster.list(snapshots)
  expect(items[0]?.metadata).toEqual({ name: 'a', labels: { good: 'x' } })
  answers[0] = { metadata: { name: 7 } }
  expect(await kindOf(cluster.list(snapshots))).toMatch(/^corrupted: .*VolumeSnapshot/)
  answers[0] = 'text'
  expect(await kindOf(cluster.list(snapshots))).toMatch(/^corrupted/)
})

test('an object of 1.5 MiB goes there and back', async () => {
  const large = { ...object, data: { text: 'ü"\n'.repeat(300_000) } }
  const { cluster } = await open(({ body }, response) => json(response, 200, body))
  const written = await cluster.create(large)
  expect(written.ok && written.object.data).toEqual(large.data)
})

test('a list of 10,000 objects takes no more than a few seconds', async () => {
  const items = Array.from({ length: 500 }, (_, at) => snapshot(`s-${at}`, { uid: `u${at}`, labels: { app: 'shop' } }))
  let page = 0
  const { cluster } = await open((_, response) => {
    page += 1
    const metadata = { resourceVersion: '1', ...(page < 20 ? { continue: String(page) } : {}) }
    json(response, 200, { metadata, items })
  })
  expect((await cluster.list(snapshots)).items).toHaveLength(10_000)
})

test('deletions say what became of the object', async () => {
  const waiting = {
    ...object,
    metadata: { ...object.metadata, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x'] },
  }
  let answer: Answer = (_, response) => json(response, 200, { kind: 'Status', status: 'Success' })
  const { cluster, api } = await open((seen, response, socket) => answer(seen, response, socket))
  expect(await cluster.delete(ref, { uid: 'u1' })).toBe('deleted')
  expect(api.seen[0]?.body).toMatchObject({ propagationPolicy: 'Background', preconditions: { uid: 'u1' } })
  answer = (_, response) => json(response, 202, waiting)
  expect(await cluster.delete(ref)).toBe('deleting')
  answer = (_, response) => json(response, 200, object)
  expect(await cluster.delete(ref)).toBe('deleted')
  answer = (_, response) => refuse(response, 409, 'Conflict', 'uid')
  expect(await cluster.delete(ref)).toBe('conflict')
  answer = (_, response) => refuse(response, 404, 'NotFound', 'gone', { name: 'one' })
  expect(await cluster.delete(ref)).toBe('not-found')
})

test('hundreds of requests at once share their sockets without a word from Node', async () => {
  const warnings: string[] = []
  const note = (warning: Error) => warnings.push(warning.message)
  process.on('warning', note)
  const { cluster } = await open((_, response) => json(response, 200, object))
  await Promise.all(Array.from({ length: 400 }, () => cluster.get(ref)))
  await new Promise(resolve => setImmediate(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
})
