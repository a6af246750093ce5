/** Objects over HTTP: read, written and deleted as a Kubernetes API server does it. */

import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../support/api-client.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'

let served: ServedCluster
let api: ApiClient
beforeAll(async () => {
  served = await openServedCluster({
    secure: false,
    deny: ({ user, verb, resource }) =>
      user === 'reader' && verb !== 'get' && verb !== 'list' ? `"reader" may only read ${resource}` : undefined,
  })
  api = apiClient(served)
})
afterAll(() => served.close())

const configs = '/api/v1/namespaces/default/configmaps'
const config = (name: string, fields: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  ...fields,
})

test('without the token nothing is answered but whether the server lives', async () => {
  const refused = await fetch(`${served.url}${configs}`)
  expect(refused.status).toBe(401)
  expect(await refused.json()).toMatchObject({ kind: 'Status', reason: 'Unauthorized', code: 401 })
  for (const path of ['/healthz', '/livez', '/readyz?verbose', '/version?timeout=32s']) {
    expect((await fetch(`${served.url}${path}`)).status).toBe(200)
  }
})

test('a created object is 201, can be read, and is 409 AlreadyExists the second time', async () => {
  const made = await api.call('POST', configs, config('one', { data: { a: '1' } }))
  expect(made.status).toBe(201)
  expect(made.body.metadata).toMatchObject({ name: 'one', namespace: 'default', uid: expect.stringMatching(/-/) })
  expect((await api.call('GET', `${configs}/one`)).body).toEqual(made.body)
  const again = await api.call('POST', configs, config('one'))
  expect([again.status, again.body.reason, again.body.message]).toEqual([
    409,
    'AlreadyExists',
    'configmaps "one" already exists',
  ])
})

test('what is missing is told in the words of Kubernetes', async () => {
  const object = await api.call('GET', `${configs}/nothing`)
  expect(object.body).toMatchObject({
    kind: 'Status',
    reason: 'NotFound',
    message: 'configmaps "nothing" not found',
    code: 404,
  })
  const namespace = await api.call('POST', '/api/v1/namespaces/nowhere/configmaps', config('one'))
  expect(namespace.body).toMatchObject({ reason: 'NotFound', message: 'namespaces "nowhere" not found' })
  const snapshot = await api.call('GET', '/apis/snapshot.storage.k8s.io/v1/namespaces/default/volumesnapshots/x')
  expect(snapshot.body.message).toBe('volumesnapshots.snapshot.storage.k8s.io "x" not found')
  expect((await api.call('GET', '/apis/nobody.example/v1/things')).body.reason).toBe('NotFound')
})

test('a write from a stale read is 409 Conflict and changes nothing', async () => {
  const made = await api.call('POST', configs, config('stale', { data: { a: '1' } }))
  await api.call('PUT', `${configs}/stale`, { ...made.body, data: { a: '2' } })
  const late = await api.call('PUT', `${configs}/stale`, { ...made.body, data: { a: '3' } })
  expect([late.status, late.body.reason]).toEqual([409, 'Conflict'])
  expect((await api.call('GET', `${configs}/stale`)).body.data).toEqual({ a: '2' })
})

test('an object that breaks a rule is 422 Invalid and names the field', async () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'bad' },
    spec: { accessModes: ['ReadWriteOnce'] },
  }
  const { status, body } = await api.call('POST', '/api/v1/namespaces/default/persistentvolumeclaims', claim)
  expect([status, body.reason]).toEqual([422, 'Invalid'])
  expect(body.details?.causes?.[0]?.field).toBe('spec.resources.requests.storage')
})

test.each([
  ['another kind', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }],
  ['another version', { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'x' } }],
  ['another namespace', config('x', {}, { namespace: 'kube-system' })],
  ['a list', []],
  ['no JSON', '{'],
])('a body with %s is 400 BadRequest', async (_what, body) => {
  const { status, body: answer } = await api.call('POST', configs, body)
  expect([status, answer.reason]).toEqual([400, 'BadRequest'])
})

test('a body in a form that is not known is 415, a method that is not served 405, a body of 4 MiB 413', async () => {
  expect((await api.call('POST', configs, 'x', { 'content-type': 'text/plain' })).body.reason).toBe(
    'UnsupportedMediaType',
  )
  expect((await api.call('PUT', configs, config('x'))).body.reason).toBe('MethodNotAllowed')
  const large = await api.call('POST', configs, config('x', { data: { a: 'x'.repeat(4 << 20) } }))
  expect(large.body.reason).toBe('RequestEntityTooLarge')
  const accept = await api.call('GET', configs, undefined, { accept: 'image/png' })
  expect(accept.body.reason).toBe('NotAcceptable')
})

test('YAML is taken and given', async () => {
  const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: "1"}\n'
  expect((await api.call('POST', configs, yaml, { 'content-type': 'application/yaml' })).status).toBe(201)
  const shown = await api.call('GET', `${configs}/yaml`, undefined, { accept: 'application/yaml' })
  expect(shown.body.text).toContain('data:\n  a: "1"')
})

test('a dry run answers as it would and stores nothing', async () => {
  const revision = served.cluster.plane.revision
  expect((await api.call('POST', `${configs}?dryRun=All`, config('dry'))).status).toBe(201)
  expect((await api.call('DELETE', `${configs}/kept?dryRun=All`)).status).toBe(404)
  await api.call('POST', configs, config('kept'))
  expect((await api.call('DELETE', `${configs}/kept?dryRun=All`)).status).toBe(200)
  expect((await api.call('GET', `${configs}/kept`)).status).toBe(200)
  expect((await api.call('GET', `${configs}/dry`)).status).toBe(404)
  expect(served.cluster.plane.revision).toBe(revision + 1)
})

test('the status changes through its subresource only, and the generation with the spec only', async () => {
  const path = '/apis/snapshot.storage.k8s.io/v1/namespaces/default/volumesnapshots'
  const snapshot = {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name: 'parts' },
    spec: { source: { persistentVolumeClaimName: 'data' } },
    status: { readyToUse: true },
  }
  const made = await api.call('POST', path, snapshot)
  expect(made.body.status).toBeUndefined()
  const told = await api.call('PUT', `${path}/parts/status`, { ...made.body, spec: {}, status: { readyToUse: true } })
  expect([told.body.spec, told.body.status]).toEqual([snapshot.spec, { readyToUse: true }])
  const whole = await api.call('PUT', `${path}/parts`, {
    ...told.body,
    spec: { ...snapshot.spec, volumeSnapshotClassName: 'px' },
    status: {},
  })
  expect(whole.body.status).toEqual({ readyToUse: true })
  expect([made, told, whole].map(({ body }) => body.metadata?.generation)).toEqual([1, 1, 2])
})

test('a workload is scaled through its scale', async () => {
  await served.cluster.plane.create(deployment('scaled'))
  const path = '/apis/apps/v1/namespaces/default/deployments/scaled/scale'
  const scale = await api.call('GET', path)
  expect(scale.body).toMatchObject({
    kind: 'Scale',
    spec: { replicas: 1 },
    status: { replicas: 1, selector: 'app=scaled' },
  })
  await api.call('PUT', path, { ...scale.body, spec: { replicas: 3 } })
  const pods = await api.call('GET', '/api/v1/namespaces/default/pods?labelSelector=app%3Dscaled')
  expect(pods.body.items).toHaveLength(3)
  expect((await api.call('PUT', path, { ...scale.body, spec: { replicas: 1 } })).body.reason).toBe('Conflict')
})

test.each([
  ['Background', 0],
  ['Foreground', 0],
  ['Orphan', 1],
])('deleting a workload with policy %s leaves %d ReplicaSets', async (propagationPolicy, left) => {
  const name = `cascade-${propagationPolicy.toLowerCase()}`
  served.cluster.plane.create(deployment(name))
  const deleted = await api.call('DELETE', `/apis/apps/v1/namespaces/default/deployments/${name}`, {
    propagationPolicy,
  })
  expect(deleted.status).toBe(200)
  expect((await api.call('GET', `/apis/apps/v1/namespaces/default/deployments/${name}`)).status).toBe(404)
  const sets = await api.call('GET', `/apis/apps/v1/namespaces/default/replicasets?labelSelector=app%3D${name}`)
  expect(sets.body.items).toHaveLength(left)
  expect(sets.body.items?.every(({ metadata }) => (metadata.ownerReferences ?? []).length === 0)).toBe(true)
})

test('an object with a finalizer stays until the finalizer is gone', async () => {
  await api.call('POST', configs, config('held', {}, { finalizers: ['example.com/hold'] }))
  const asked = await api.call('DELETE', `${configs}/held`)
  expect(asked.body.metadata?.deletionTimestamp).toMatch(/T/)
  const patch = [{ op: 'remove', path: '/metadata/finalizers' }]
  await api.call('PATCH', `${configs}/held`, patch, { 'content-type': 'application/json-patch+json' })
  expect((await api.call('GET', `${configs}/held`)).status).toBe(404)
})

test('a deletion with a precondition that does not hold is 409 and deletes nothing', async () => {
  await api.call('POST', configs, config('sure'))
  for (const preconditions of [{ uid: 'another' }, { resourceVersion: '1' }]) {
    expect((await api.call('DELETE', `${configs}/sure`, { preconditions })).body.reason).toBe('Conflict')
  }
  expect((await api.call('GET', `${configs}/sure`)).status).toBe(200)
})

test('a collection is deleted as far as it is selected', async () => {
  for (const [name, group] of [
    ['c1', 'a'],
    ['c2', 'a'],
    ['c3', 'b'],
  ] as const) {
    await api.call('POST', configs, config(name, {}, { labels: { group } }))
  }
  expect((await api.call('DELETE', `${configs}?labelSelector=group%3Da`)).body.items).toHaveLength(2)
  expect(
    (await api.call('GET', `${configs}?labelSelector=group`)).body.items?.map(({ metadata }) => metadata.name),
  ).toEqual(['c3'])
})

test('who may not is told so, by verb and resource, and can ask before', async () => {
  const as = { 'impersonate-user': 'reader' }
  const refused = await api.call('POST', configs, config('no'), as)
  expect([refused.status, refused.body.reason]).toEqual([403, 'Forbidden'])
  expect(refused.body.message).toContain(
    'User "reader" cannot create resource "configmaps" in API group "" in the namespace "default"',
  )
  expect((await api.call('GET', configs, undefined, as)).status).toBe(200)
  const ask = async (verb: string) => {
    const spec = { resourceAttributes: { verb, resource: 'configmaps', namespace: 'default' } }
    const { body } = await api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { spec }, as)
    return body.status
  }
  expect(await ask('delete')).toMatchObject({ allowed: false })
  expect(await ask('list')).toEqual({ allowed: true })
})

function deployment(app: string): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace: 'default' },
    spec: {
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image: 'busybox' }] } },
    },
  }
}
