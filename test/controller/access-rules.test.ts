/** The rules of the manifests are what runs need: nothing is missing, and what is never used has a reason. */

import { readExecutorFacts } from '@pxsnap/core/actions'
import { accessRules, controllerManifests, leaseRules } from '@pxsnap/core/controller'
import { type Cluster, type PodExec, PortError } from '@pxsnap/core/ports'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { findKind, type KubeObject } from '@pxsnap/core/specs'
import { openCsiStorage } from '@pxsnap/core/storage/csi'
import { expect, test } from 'vitest'
import { matchesGolden } from '../support/golden.ts'
import { groupVolumeSnapshot, namespace, volumeSnapshot } from '../support/shop.ts'
import { csiPorts, listed, shopWithCsi, started } from './world.ts'

const storkVersion = 'stork.libopenstorage.org/v1alpha1'

/** Lets through what the rules allow, and remembers what was asked. */
class Guard {
  readonly used = new Set<string>()
  readonly denied = new Set<string>()

  check(verb: string, apiVersion: string, resource: string): void {
    const apiGroup = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
    const name = `${verb} ${resource}.${apiGroup}`
    const allowed = [...accessRules, ...leaseRules].some(
      rule => rule.apiGroup === apiGroup && rule.resources.includes(resource) && rule.verbs.includes(verb),
    )
    ;(allowed ? this.used : this.denied).add(name)
    if (!allowed) throw new PortError('forbidden', `You may not ${name}.`)
  }
}

function guarded({ ports }: SimulatedCluster, guard: Guard): { readonly cluster: Cluster; readonly exec: PodExec } {
  const { cluster, exec } = ports
  const check = (verb: string, of: { readonly apiVersion: string; readonly kind: string }) =>
    guard.check(verb, of.apiVersion, resourceOf(of))
  const checked = async <T>(
    verb: string,
    of: { readonly apiVersion: string; readonly kind: string },
    call: () => Promise<T>,
  ): Promise<T> => {
    check(verb, of)
    return call()
  }
  return {
    cluster: {
      get: (ref, signal) => checked('get', ref, () => cluster.get(ref, signal)),
      list: (query, signal) => checked('list', query, () => cluster.list(query, signal)),
      create: (object, signal) => checked('create', object, () => cluster.create(object, signal)),
      update: (object, signal) => checked('update', object, () => cluster.update(object, signal)),
      delete: (ref, options, signal) => checked('delete', ref, () => cluster.delete(ref, options, signal)),
      watch: (query, version, signal) => {
        check('watch', query)
        return cluster.watch(query, version, signal)
      },
    },
    exec: {
      run: async (request, signal) => {
        guard.check('create', 'v1', 'pods/exec')
        guard.check('get', 'v1', 'pods/exec')
        return exec.run(request, signal)
      },
    },
  }
}

function resourceOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const known = findKind(apiVersion, kind)?.plural ?? others[kind]
  if (known === undefined) throw new Error(`What is the plural of ${kind}?`)
  return known
}

const others: Readonly<Record<string, string>> = {
  Pod: 'pods',
  PersistentVolume: 'persistentvolumes',
  Event: 'events',
  Lease: 'leases',
}

test('everything that runs do is allowed, and what is allowed is done', async () => {
  const cluster = await shopWithCsi()
  const guard = new Guard()
  const { cluster: api, exec } = guarded(cluster, guard)
  const served = [
    { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' },
    { apiVersion: 'groupsnapshot.storage.k8s.io/v1', kind: 'VolumeGroupSnapshot' },
  ]
  const { clock } = cluster.ports
  const storage = await cluster.drive(openCsiStorage({ cluster: api, clock, served }))
  if (storage === undefined) throw new Error('There is no CSI.')
  const discovery = { version: async () => ({ gitVersion: 'v1.31.0' }), resources: async () => servedKinds }
  await cluster.drive(readExecutorFacts({ cluster: api, discovery }))
  // Keeping copies is overruled by deleting them, which takes a right of its own.
  for (const [apiVersion, kind] of classKinds)
    for (const object of listed(cluster, apiVersion, kind)) cluster.load([{ ...object, deletionPolicy: 'Retain' }])
  const controller = started('a', { ...csiPorts(cluster), cluster: api, exec, storage })
  const after = async (...objects: KubeObject[]) => {
    cluster.load(objects)
    await cluster.advance(30_000)
  }
  await after(
    groupVolumeSnapshot('group', { app: 'mysql' }, { preExecRule: 'mysql-lock', restoreNamespaces: ['default'] }),
  )
  await after(groupVolumeSnapshot('second', { app: 'mysql' }), volumeSnapshot('single', 'mysql-data'))
  const members = listed(cluster, 'volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot')
  await after(claim('copy', members[0]?.metadata.name ?? ''), restoreSpec, migration, pair, policy, ...schedules)
  await cluster.advance(50 * 60_000)
  for (const [apiVersion, kind, name] of [
    [storkVersion, 'GroupVolumeSnapshot', 'group'],
    ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot', 'single'],
    ['v1', 'PersistentVolumeClaim', 'copy'],
    [storkVersion, 'VolumeSnapshotSchedule', 'groups'],
  ] as const)
    cluster.plane.delete({ apiVersion, kind, namespace, name })
  await cluster.advance(120_000)
  controller.stop()
  await cluster.drive(controller.ended)
  expect([...guard.denied]).toEqual([])
  const allowed = [...accessRules, ...leaseRules].flatMap(({ apiGroup, resources, verbs }) =>
    verbs.flatMap(verb => resources.map(resource => `${verb} ${resource}.${apiGroup}`)),
  )
  // Only a process that goes on with what another recorded finds the record there already.
  const afterCrash = ['update volumesnapshotdatas.volumesnapshot.external-storage.k8s.io']
  expect(allowed.filter(one => !guard.used.has(one)).sort()).toEqual(afterCrash)
})

test('the manifests are complete, restricted, and stay as they are', () => {
  const objects = controllerManifests({ namespace: 'pxsnap', image: 'registry.example.com/pxsnap:1.0' })
  const own = objects.filter(({ kind }) => kind !== 'CustomResourceDefinition')
  expect(objects.length - own.length).toBeGreaterThan(8)
  matchesGolden('controller', 'manifests.json', `${JSON.stringify(own, null, 2)}\n`)
})

function claim(name: string, snapshot: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
    spec: {
      storageClassName: 'stork-snapshot-sc',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '4Gi' } },
    },
  }
}

const policy: KubeObject = {
  apiVersion: storkVersion,
  kind: 'SchedulePolicy',
  metadata: { name: 'often' },
  policy: { interval: { intervalMinutes: 15, retain: 1 } },
}
const schedules: readonly KubeObject[] = [
  scheduleOf('groups', { annotations: { 'pxsnap.io/pvc-selector': 'app=mysql' } }),
  scheduleOf('asleep', { suspend: true }),
]

function scheduleOf(
  name: string,
  { annotations = {}, suspend = false }: { annotations?: Readonly<Record<string, string>>; suspend?: boolean },
): KubeObject {
  return {
    apiVersion: storkVersion,
    kind: 'VolumeSnapshotSchedule',
    metadata: { name, namespace, annotations },
    spec: {
      schedulePolicyName: 'often',
      suspend,
      template: { spec: { persistentVolumeClaimName: 'mysql-data' } },
    },
  }
}

const classKinds = [
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass'],
  ['groupsnapshot.storage.k8s.io/v1', 'VolumeGroupSnapshotClass'],
] as const
const servedKinds = classKinds.map(([apiVersion, kind]) => ({
  apiVersion,
  kind,
  resource: '',
  namespaced: false,
  verbs: [],
  subresources: [],
  shortNames: [],
}))

const restoreSpec: KubeObject = {
  apiVersion: storkVersion,
  kind: 'VolumeSnapshotRestore',
  metadata: { name: 'back', namespace },
  spec: { sourceName: 'single', sourceNamespace: namespace },
}
const migration: KubeObject = {
  apiVersion: storkVersion,
  kind: 'Migration',
  metadata: { name: 'away', namespace },
  spec: { clusterPair: 'other', namespaces: [namespace] },
}
const pair: KubeObject = {
  apiVersion: storkVersion,
  kind: 'ClusterPair',
  metadata: { name: 'other', namespace },
  spec: { options: {}, config: {} },
}
