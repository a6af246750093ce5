/** What the check-up says of clusters in good and in bad order. */

import { examine } from '@pxsnap/core/actions'
import { fromIso, instant } from '@pxsnap/core/base'
import { type Cluster, PortError, type ServedResource } from '@pxsnap/core/ports'
import { allDefinitions, type KubeObject } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'

const now = fromIso('2026-03-01T12:00:00Z') ?? instant(0)

const served: readonly ServedResource[] = allDefinitions().map(({ metadata, spec }) => {
  const { group, names, versions } = spec as {
    group: string
    names: { kind: string; plural: string }
    versions: { name: string }[]
  }
  expect(metadata.name).toContain(names.plural)
  const apiVersion = `${group}/${versions[0]?.name}`
  return {
    apiVersion,
    kind: names.kind,
    resource: names.plural,
    namespaced: true,
    verbs: [],
    subresources: [],
    shortNames: [],
  }
})

const lease = (renewTime: string): KubeObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'node', namespace: 'kube-node-lease' },
  spec: { renewTime },
})

const storageClass = (name: string, provisioner: string, isDefault = false): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name, ...(isDefault ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } : {}) },
  provisioner,
})

const good = [
  lease('2026-03-01T11:59:57.123456Z'),
  storageClass('px', 'pxd.portworx.com', true),
  storageClass('stork-snapshot-sc', 'stork-snapshot'),
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotClass',
    metadata: { name: 'px' },
    driver: 'pxd.portworx.com',
    deletionPolicy: 'Delete',
  },
]

type Options = {
  readonly objects?: readonly KubeObject[]
  readonly clockOffset?: readonly [leastMs: number, mostMs: number]
  readonly gitVersion?: string
  readonly served?: readonly ServedResource[]
  readonly allowed?: (verb: string, kind: string) => boolean
  readonly forbidden?: string
}

async function checks({
  objects = good,
  gitVersion = 'v1.31.4+k3s1',
  allowed = () => true,
  forbidden,
  clockOffset,
  ...rest
}: Options = {}) {
  const reading: Pick<Cluster, 'get' | 'list'> = {
    get: async () => undefined,
    list: async ({ kind }) => {
      if (kind === forbidden) throw new PortError('forbidden', 'no')
      return { items: objects.filter(one => one.kind === kind), resourceVersion: '1' }
    },
  }
  const found = await examine({
    // Nothing is written and nothing is watched.
    cluster: reading as Cluster,
    discovery: { version: async () => ({ gitVersion }), resources: async () => rest.served ?? served },
    permissions: { review: async asks => asks.map(ask => ({ ask, allowed: allowed(ask.verb, ask.kind) })) },
    now,
    namespace: 'shop',
    ...(clockOffset === undefined ? {} : { clockOffset: () => ({ leastMs: clockOffset[0], mostMs: clockOffset[1] }) }),
  })
  return found.map(({ check, state, message }) => `${state} ${check}: ${message}`)
}

test('a cluster in good order', async () => {
  const found = await checks()
  expect(found.filter(line => line.startsWith('fail'))).toEqual([])
  expect(found).toContain('ok server: The API server is v1.31.4+k3s1.')
  expect(found).toContain('ok access: This account may do what the commands need in "shop".')
  expect(found).toContain('ok kinds: All kinds of STORK are served.')
  expect(found).toContain('ok classes: 2 StorageClasses, one of them for clones.')
  expect(found).toContain('ok clock: The clocks of the cluster and of this machine agree.')
})

test('an old server', async () => {
  expect((await checks({ gitVersion: 'v1.19.3' }))[0]).toMatch(/^warn server: .*v1.19.3, older than 1.21/)
})

test('missing permissions are named with the verb and what needs it; those to look are failures', async () => {
  const found = await checks({ allowed: (verb, kind) => verb !== 'create' || kind !== 'Pod' })
  expect(found).toContain(
    'warn access: This account may not create Pod/exec in namespace "shop", which thaw, and rules of the executor pxsnap needs.',
  )
  expect(await checks({ allowed: (_, kind) => kind !== 'PersistentVolumeClaim' })).toContain(
    'fail access: This account may not list PersistentVolumeClaim in namespace "shop", which get and status needs.',
  )
})

test('kinds that are not served: all of them, or only some, which is worse', async () => {
  expect((await checks({ served: [] })).find(line => line.includes('kinds:'))).toMatch(/^warn kinds: No kind of STORK/)
  const some = served.filter(({ kind }) => kind !== 'Rule')
  expect(await checks({ served: some })).toContain('fail kinds: Not all kinds of STORK are served; missing: Rule.')
})

test('two default classes, none for clones, or none that may be seen', async () => {
  const two = [storageClass('a', 'x', true), storageClass('b', 'x', true)]
  const found = await checks({ objects: two })
  expect(found).toContain('warn classes: a and b are both the default StorageClass.')
  expect(found.join('\n')).toContain('no StorageClass with the provisioner stork-snapshot')
  expect(await checks({ forbidden: 'StorageClass' })).toContain(
    'warn classes: This account may not see the StorageClasses.',
  )
})

test.each([
  ['2026-03-01T12:03:00Z', 'warn clock: The clock of the cluster is 180 s ahead'],
  ['2026-03-01T11:50:00Z', 'warn clock: No node has renewed its lease for 600 s'],
])('clocks that disagree: %s', async (renewed, message) => {
  expect((await checks({ objects: [lease(renewed)] })).at(-1)).toContain(message)
})

test.each([
  [[-300, 700], [], 'ok clock: The clocks of the API server and of this machine agree.'],
  [[1_500, 2_500], good, 'ok clock: The clocks of the cluster and of this machine agree.'],
  [[89_400, 90_400], [], 'warn clock: The clock of this machine is at least 89.4 s behind'],
  [[-90_400, -89_400], good, "warn clock: The clock of this machine is at least 89.4 s ahead of the API server's."],
] as const)('what the answers of the API server tell of the clocks: %s', async (clockOffset, objects, message) => {
  expect((await checks({ objects, clockOffset })).at(-1)).toContain(message)
})
