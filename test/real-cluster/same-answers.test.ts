/** The same requests to a real API server and to the one that we serve: where they answer differently, one is wrong. */

import { type Connection, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { isMap, type KubeObject, valueAt } from '@pxsnap/core/specs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { assets, cleanPlane, installKinds } from './clean-plane.ts'

type Request = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly contentType?: string
  readonly accept?: string
}
type Answer = { readonly status: number; readonly body: unknown }

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'
const configs = '/api/v1/namespaces/shop/configmaps'
const rules = '/apis/stork.libopenstorage.org/v1alpha1/namespaces/shop/rules'
const config = (name: string, more: Partial<KubeObject> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { set: 'a' } },
  data: { a: '1' },
  ...more,
})
const merge = 'application/merge-patch+json'
const strategic = 'application/strategic-merge-patch+json'
const json = 'application/json-patch+json'
const apply = 'application/apply-patch+yaml'

/** In this order, because they build on each other. */
const requests: Readonly<Record<string, Request>> = {
  'a create': { method: 'POST', path: configs, body: config('one') },
  'a second one of the name': { method: 'POST', path: configs, body: config('one') },
  'a name that is none': { method: 'POST', path: configs, body: config('Not_A_Name') },
  'a key that is none': {
    method: 'POST',
    path: configs,
    body: config('keys', { metadata: { name: 'keys' }, data: { 'a b': 'x' } }),
  },
  'a create without a name': { method: 'POST', path: configs, body: { ...config(''), metadata: {} } },
  'a create of another kind': { method: 'POST', path: configs, body: { ...config('two'), kind: 'Secret' } },
  'a create in another namespace': {
    method: 'POST',
    path: configs,
    body: { ...config('two'), metadata: { name: 'two', namespace: 'default' } },
  },
  'a create in no namespace': { method: 'POST', path: '/api/v1/namespaces/nowhere/configmaps', body: config('x') },
  'a dry create': { method: 'POST', path: `${configs}?dryRun=All`, body: config('dry') },
  'what was made dry': { method: 'GET', path: `${configs}/dry` },
  'an unknown dry run': { method: 'POST', path: `${configs}?dryRun=Some`, body: config('dry') },
  'a get': { method: 'GET', path: `${configs}/one` },
  'a get of what is not there': { method: 'GET', path: `${configs}/none` },
  'a kind that is not there': { method: 'GET', path: '/api/v1/namespaces/shop/unicorns' },
  'a group that is not there': { method: 'GET', path: '/apis/nobody.example.com/v1' },
  'a method that is not allowed': { method: 'POST', path: `${configs}/one`, body: config('one') },
  'a stale update': {
    method: 'PUT',
    path: `${configs}/one`,
    body: { ...config('one'), metadata: { name: 'one', resourceVersion: '1' } },
  },
  'an update of another name': { method: 'PUT', path: `${configs}/one`, body: config('other') },
  'an update of what is not there': {
    method: 'PUT',
    path: `${configs}/none`,
    body: { ...config('none'), metadata: { name: 'none', resourceVersion: '1' } },
  },
  'a merge patch': { method: 'PATCH', path: `${configs}/one`, contentType: merge, body: { data: { b: '2', a: null } } },
  'a strategic patch': { method: 'PATCH', path: `${configs}/one`, contentType: strategic, body: { data: { c: '3' } } },
  'a JSON patch': {
    method: 'PATCH',
    path: `${configs}/one`,
    contentType: json,
    body: [{ op: 'replace', path: '/data/b', value: '5' }],
  },
  'a JSON patch whose test fails': {
    method: 'PATCH',
    path: `${configs}/one`,
    contentType: json,
    body: [{ op: 'test', path: '/data/b', value: '6' }],
  },
  'a JSON patch of a path that is not there': {
    method: 'PATCH',
    path: `${configs}/one`,
    contentType: json,
    body: [{ op: 'remove', path: '/data/none' }],
  },
  'a patch of an unknown type': { method: 'PATCH', path: `${configs}/one`, contentType: 'application/json', body: {} },
  'a patch of what is not there': { method: 'PATCH', path: `${configs}/none`, contentType: merge, body: {} },
  'a server-side apply': {
    method: 'PATCH',
    path: `${configs}/applied?fieldManager=one`,
    contentType: apply,
    body: config('applied'),
  },
  'an apply without a manager': {
    method: 'PATCH',
    path: `${configs}/applied`,
    contentType: apply,
    body: config('applied'),
  },
  'an apply that conflicts': {
    method: 'PATCH',
    path: `${configs}/applied?fieldManager=two`,
    contentType: apply,
    body: config('applied', { data: { a: '2' } }),
  },
  'an apply by force': {
    method: 'PATCH',
    path: `${configs}/applied?fieldManager=two&force=true`,
    contentType: apply,
    body: config('applied', { data: { a: '2' } }),
  },
  'a list by label': { method: 'GET', path: `${configs}?labelSelector=set%3Da` },
  'a list by labels in a set': { method: 'GET', path: `${configs}?labelSelector=set+in+(b,c)` },
  'a list by a selector that is none': { method: 'GET', path: `${configs}?labelSelector=%3D%3D` },
  'a list by name': { method: 'GET', path: `${configs}?fieldSelector=metadata.name%3Done` },
  'a list by a field that is none': { method: 'GET', path: `${configs}?fieldSelector=data.a%3D1` },
  'a list with a token that is none': { method: 'GET', path: `${configs}?limit=1&continue=nothing` },
  'a rule': {
    method: 'POST',
    path: rules,
    body: {
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'Rule',
      metadata: { name: 'flush' },
      rules: [{ podSelector: { app: 'x' }, actions: [{ type: 'command', value: 'sync' }] }],
    },
  },
  'a rule of the wrong types': {
    method: 'POST',
    path: rules,
    body: {
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'Rule',
      metadata: { name: 'bad' },
      rules: [{ podSelector: { app: 'x' }, actions: [{ type: 'command', value: 1 }] }],
    },
  },
  'a merge patch of a rule': {
    method: 'PATCH',
    path: `${rules}/flush`,
    contentType: merge,
    body: { metadata: { labels: { a: 'b' } } },
  },
  'a strategic patch of a rule': { method: 'PATCH', path: `${rules}/flush`, contentType: strategic, body: {} },
  'an update of a rule without a version': {
    method: 'PUT',
    path: `${rules}/flush`,
    body: {
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'Rule',
      metadata: { name: 'flush' },
      rules: [],
    },
  },
  'a delete with a stale precondition': {
    method: 'DELETE',
    path: `${configs}/one`,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'not-that' } },
  },
  'a delete': { method: 'DELETE', path: `${configs}/one` },
  'a delete of what is gone': { method: 'DELETE', path: `${configs}/one` },
  'a delete of all': { method: 'DELETE', path: `${configs}?labelSelector=set%3Da` },
  'the columns of pods': { method: 'GET', path: '/api/v1/namespaces/default/pods', accept: table },
  'the columns of claims': { method: 'GET', path: '/api/v1/persistentvolumeclaims', accept: table },
  'the columns of volumes': { method: 'GET', path: '/api/v1/persistentvolumes', accept: table },
  'the columns of storage classes': { method: 'GET', path: '/apis/storage.k8s.io/v1/storageclasses', accept: table },
  'the columns of deployments': { method: 'GET', path: '/apis/apps/v1/deployments', accept: table },
  'the columns of stateful sets': { method: 'GET', path: '/apis/apps/v1/statefulsets', accept: table },
  'the columns of rules': { method: 'GET', path: rules, accept: table },
  'a watch from an old version': { method: 'GET', path: `${configs}?watch=1&resourceVersion=oops` },
}

/** Where ours answers otherwise, and why: a difference that goes away must leave this list. */
const accepted: Readonly<Record<string, string>> = {
  'a key that is none': 'Ours checks types and names, not what the data of a ConfigMap is called.',
  'an unknown dry run': 'Ours says 400, Kubernetes 422: both refuse.',
  'a group that is not there': 'Kubernetes answers in plain text, ours with a Status of the same code.',
  'a method that is not allowed': 'Ours takes a POST to a name for one to the collection.',
  'a rule': "Ours has STORK's own definitions, which fill in no defaults.",
  'a rule of the wrong types': "Ours has STORK's own definitions, which keep whatever is written.",
  'a merge patch of a rule': "Ours has STORK's own definitions, which fill in no defaults.",
  'the columns of rules': 'Ours says string of the column Age, Kubernetes date; clients show both alike.',
  'a watch from an old version': 'Kubernetes 1.31 calls a version that is no number an error of its own (500).',
  'an update of a rule without a version': 'Ours overwrites, as Kubernetes does with its own kinds.',
}

describe.skipIf(assets === undefined)('a real API server and ours', () => {
  const plane = cleanPlane()
  let served: ServedCluster
  const sides: { real?: Connection; ours?: Connection } = {}
  const answers = new Map<string, { readonly real: Answer; readonly ours: Answer }>()

  beforeAll(async () => {
    await installKinds(plane)
    served = await openServedCluster()
    const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
    await plane.make(namespace)
    served.cluster.load([namespace])
    sides.real = await plane.connect()
    sides.ours = await loadConnection({}, { KUBECONFIG: served.kubeconfig })
    for (const [name, request] of Object.entries(requests))
      answers.set(name, { real: await ask(sides.real, request), ours: await ask(sides.ours, request) })
  })
  afterAll(async () => {
    sides.ours?.close()
    await served.close()
  })

  test.each(Object.keys(requests))('%s', name => {
    const found = answers.get(name)
    if (accepted[name] === undefined) expect(found?.ours).toEqual(found?.real)
    else expect(found?.ours, `${name} is accepted as different, and is the same`).not.toEqual(found?.real)
  })

  test.each([
    '/api/v1',
    '/apis/apps/v1',
    '/apis/batch/v1',
    '/apis/coordination.k8s.io/v1',
    '/apis/rbac.authorization.k8s.io/v1',
    '/apis/storage.k8s.io/v1',
    '/apis/stork.libopenstorage.org/v1alpha1',
    '/apis/snapshot.storage.k8s.io/v1',
  ])('what is served in %s is told as there', async path => {
    const [real, ours] = await Promise.all([resources(sides.real, path), resources(sides.ours, path)])
    expect(ours.size).toBeGreaterThan(0)
    for (const [name, entry] of ours) {
      // Ours says the kind of the account instead of that of the request; nothing reads it.
      if (name === 'serviceaccounts/token') continue
      const { verbs, ...told } = entry
      const { verbs: theirs, ...expected } = real.get(name) ?? { verbs: [] }
      // Short names differ: ours has STORK's own definitions. Ours offers to delete all namespaces, Kubernetes does not.
      expect({ ...told, shortNames: [] }, name).toEqual({ ...expected, shortNames: [] })
      const known = verbs.filter(verb => name !== 'namespaces' || verb !== 'deletecollection')
      expect(theirs, name).toEqual(expect.arrayContaining(known))
    }
  })

  test('pages lead on by a token, and tell how many are left', async () => {
    const walk = async (connection: Connection | undefined) => {
      const steps: unknown[] = []
      for (const name of ['p1', 'p2', 'p3'])
        await ask(connection, {
          method: 'POST',
          path: configs,
          body: { ...config(name), metadata: { name, labels: { page: 'y' } } },
        })
      let token = ''
      do {
        const path = `${configs}?labelSelector=page%3Dy&limit=2&continue=${encodeURIComponent(token)}`
        const page: unknown = JSON.parse((await connection?.line.send({ method: 'GET', path }))?.text ?? '{}')
        const items = isMap(page) && Array.isArray(page.items) ? page.items : []
        steps.push(items.map(item => valueAt(item as KubeObject, ['metadata', 'name'])))
        token = String(valueAt(page as KubeObject, ['metadata', 'continue']) ?? '')
      } while (token !== '')
      return steps
    }
    expect(await walk(sides.ours)).toEqual(await walk(sides.real))
  })
})

type Entry = { readonly verbs: readonly string[] } & Readonly<Record<string, unknown>>

async function resources(connection: Connection | undefined, path: string): Promise<ReadonlyMap<string, Entry>> {
  const { text } = (await connection?.line.send({ method: 'GET', path })) ?? { text: '{}' }
  const list: unknown = JSON.parse(text)
  const entries: readonly unknown[] = isMap(list) && Array.isArray(list.resources) ? list.resources : []
  return new Map(
    entries.filter(isMap).map(({ storageVersionHash: _, categories: __, ...entry }) => {
      const verbs = Array.isArray(entry.verbs) ? entry.verbs.map(String) : []
      return [String(entry.name), { ...entry, verbs }]
    }),
  )
}

async function ask(connection: Connection | undefined, { body, ...request }: Request): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await connection?.line.send({ ...request, ...sent })
  if (answer === undefined) throw new Error('There is no connection.')
  return { status: answer.status, body: normal(readJson(answer.text)) }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Without uids, times and versions; of refusals the reason, whose words are prose; of tables the columns. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal)
  if (!isMap(value)) return value
  if (value.kind === 'Status' && value.status === 'Failure') return { reason: value.reason }
  // Items of a list say their kind in ours, and not in Kubernetes'.
  if (Array.isArray(value.items))
    return {
      kind: value.kind,
      items: value.items.filter(isMap).map(({ apiVersion: _, kind: __, ...item }) => normal(item)),
    }
  if (Array.isArray(value.columnDefinitions))
    return value.columnDefinitions.filter(isMap).map(({ description: _, ...column }) => column)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !passing.has(key))
      .map(([key, inner]) => [key, normal(inner)]),
  )
}

/** Ours counts generations of every kind, Kubernetes only of those with a spec. */
const passing: ReadonlySet<string> = new Set([
  'uid',
  'creationTimestamp',
  'resourceVersion',
  'managedFields',
  'generation',
])
