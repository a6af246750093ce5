/** Users see STORK's objects and ours in one; a write goes where the object is. */

import { shadowedCluster, withShadows } from '@pxsnap/core/cluster/shadow'
import { type Cluster, PortError, type WatchEvent } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { beforeEach, expect, test } from 'vitest'
import { openPlane, openPort } from './simulated-plane.ts'

const kind = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }
const home = 'kube-system'
const snapshot = (name: string, labels = {}): KubeObject => ({
  ...kind,
  metadata: { name, namespace: 'default', labels },
  spec: { persistentVolumeClaimName: 'data' },
})
const ref = (name: string) => ({ ...kind, name, namespace: 'default' })
const query = { ...kind, namespace: 'default' }

let real: Cluster
let shadows: Cluster
let seen: Cluster
let ours = false

beforeEach(async () => {
  real = openPort(openPlane().plane).cluster
  shadows = shadowedCluster(real, { home })
  seen = withShadows(real, { home, ours: () => ours })
  ours = false
  await real.create(snapshot('b-of-stork'))
  await shadows.create(snapshot('a-of-ours'))
  await shadows.create(snapshot('c-of-ours', { app: 'mysql' }))
})

const names = async (cluster: Cluster, more = {}) =>
  (await cluster.list({ ...query, ...more })).items.map(({ metadata }) => metadata.name)

test('a list has both, in the order of names', async () => {
  expect(await names(seen)).toEqual(['a-of-ours', 'b-of-stork', 'c-of-ours'])
  expect(await names(seen, { labels: { app: 'mysql' } })).toEqual(['c-of-ours'])
  expect(await names(seen, { fieldSelector: 'metadata.name=a-of-ours' })).toEqual(['a-of-ours'])
  expect(await names(seen, { fieldSelector: 'metadata.name!=a-of-ours' })).not.toContain('a-of-ours')
})

test('changes and deletions go where the object is', async () => {
  for (const name of ['a-of-ours', 'b-of-stork']) {
    const found = await seen.get(ref(name))
    if (found === undefined) throw new Error('not found')
    const changed = { ...found, metadata: { ...found.metadata, annotations: { seen: 'yes' } } }
    expect(await seen.update(changed)).toMatchObject({ ok: true })
    expect((await seen.get(ref(name)))?.metadata.annotations).toEqual({ seen: 'yes' })
  }
  expect((await real.get(ref('a-of-ours')))?.metadata).toBeUndefined()
  await seen.delete(ref('a-of-ours'))
  await seen.delete(ref('b-of-stork'))
  expect(await names(seen)).toEqual(['c-of-ours'])
})

test('a deletion by uid takes the object of that uid, whoever else has the name', async () => {
  await shadows.create(snapshot('b-of-stork'))
  const own = await shadows.get(ref('b-of-stork'))
  await seen.delete(ref('b-of-stork'), { uid: own?.metadata.uid ?? '' })
  expect(await shadows.get(ref('b-of-stork'))).toBeUndefined()
  expect(await real.get(ref('b-of-stork'))).toBeDefined()
})

test('what is ours to carry out is made as a shadow, and never under a name that STORK has', async () => {
  ours = true
  expect(await seen.create(snapshot('new'))).toMatchObject({ ok: true })
  expect(await real.get(ref('new'))).toBeUndefined()
  expect(await seen.create(snapshot('b-of-stork'))).toMatchObject({ ok: false, because: 'already-exists' })
  expect(await seen.get(ref('b-of-stork'))).toBeUndefined()
  ours = false
  expect(await seen.create(snapshot('plain'))).toMatchObject({ ok: true })
  expect(await real.get(ref('plain'))).toBeDefined()
})

test('a watch that follows a list tells the changes of both, and goes on from what it said last', async () => {
  const { resourceVersion } = await seen.list(query)
  const stop = new AbortController()
  const told: string[] = []
  let last = resourceVersion
  const take = async (events: AsyncIterable<WatchEvent>, until: string) => {
    for await (const event of events) {
      if (event.type === 'BOOKMARK') {
        last = event.resourceVersion
        if (told.at(-1) === until) return
      } else told.push(event.object.metadata.name)
    }
  }
  const first = take(seen.watch(query, last, stop.signal), 'f-of-stork')
  await shadows.create(snapshot('e-of-ours'))
  await real.create(snapshot('f-of-stork'))
  await first
  await shadows.create(snapshot('g-of-ours'))
  await real.create(snapshot('h-of-stork'))
  told.push('again')
  const second = seen.watch(query, last, stop.signal)
  const more: string[] = []
  for await (const event of second) {
    if (event.type !== 'BOOKMARK') more.push(event.object.metadata.name)
    if (more.includes('g-of-ours') && more.includes('h-of-stork')) break
  }
  stop.abort()
  expect(told).toContain('f-of-stork')
  expect([...told, ...more]).toContain('e-of-ours')
})

test('who may not see ConfigMaps sees what STORK has; other kinds are asked for once', async () => {
  const asked: string[] = []
  const limited: Cluster = {
    ...real,
    get: (one, signal) => real.get(one, signal),
    list: async (one, signal) => {
      asked.push(one.kind)
      if (one.kind === 'ConfigMap') throw new PortError('forbidden', 'no')
      return real.list(one, signal)
    },
  }
  const few = withShadows(limited, { home, ours: () => false })
  expect(await names(few)).toEqual(['b-of-stork'])
  asked.length = 0
  await few.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' })
  expect(asked).toEqual(['PersistentVolumeClaim'])
})
