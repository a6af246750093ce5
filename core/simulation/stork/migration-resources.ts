/** The objects of a migration: collected here, changed as STORK changes them, and written there. */

import type { RemoteCluster } from '../../ports/index.ts'
import { annotationsOf, entry, isMap, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import { handleThere, type MigratedVolume, migratedVolumesOf } from './migration-volumes.ts'
import { transformed } from './resource-transformation.ts'
import { StorkError, type StorkProcess } from './stork-process.ts'

export type MigratedResource = {
  readonly name: string
  readonly namespace: string
  readonly kind: string
  readonly status: string
  readonly reason: string
}

/** The kinds of this model, in the order in which they are applied; STORK shuffles what comes after the claims. */
const kinds = [
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
] as const

/** Source: STORK, resource collector and migration controller. */
export async function applyResources(
  stork: StorkProcess,
  migration: KubeObject,
  namespaces: readonly string[],
  remote: RemoteCluster,
): Promise<readonly MigratedResource[]> {
  const { cluster, signal } = stork
  const resources: MigratedResource[] = []
  const write = async (object: KubeObject) => {
    const { kind, metadata } = object
    const status = await writeThere(remote, object, signal)
    const reason = status === undefined ? 'Resource migrated successfully' : status
    const about = { name: metadata.name, namespace: metadata.namespace ?? '', kind }
    resources.push({ ...about, status: status === undefined ? 'Successful' : 'Failed', reason })
  }
  for (const name of namespaces) {
    await remote.cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, signal)
  }
  for (const volume of migratedVolumesOf(migration))
    for (const object of await dataOf(stork, migration, volume)) await write(object)
  if (entry(migration.spec, 'includeResources') === false) return resources
  for (const namespace of namespaces) {
    for (const kind of kinds) {
      const { items } = await cluster.list({ ...kind, namespace }, signal)
      for (const object of items.filter(isTaken)) {
        const prepared = prepare(object, migration)
        await write(isPreparedItself(object) ? prepared : await transformed(stork, migration, prepared))
      }
    }
  }
  return resources
}

/** The volume under the PersistentVolume's name, and the claim that asks for it by that name. */
async function dataOf(
  stork: StorkProcess,
  migration: KubeObject,
  volume: MigratedVolume,
): Promise<readonly KubeObject[]> {
  const { cluster, signal } = stork
  const handle = await handleThere(stork, migration, volume)
  const { namespace, persistentVolumeClaim: name } = volume
  const claim = await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }, signal)
  const persistent = await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volume.volume }, signal)
  if (handle === undefined || claim === undefined || persistent === undefined)
    throw new StorkError(`the volume of PVC ${namespace}/${name} is gone`)
  const { claimRef: _claim, storageClassName: _class, ...spec } = isMap(persistent.spec) ? persistent.spec : {}
  const driver = textOf(valueAt(persistent, ['spec', 'csi', 'driver'])) ?? 'pxd.portworx.com'
  const there: KubeObject = {
    ...bare(persistent),
    spec: {
      ...spec,
      csi: { driver, volumeHandle: handle },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: textOf(entry(claim.spec, 'storageClassName')),
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
    },
    status: { phase: 'Available' },
  }
  return [there, { ...bare(claim), spec: claim.spec }]
}

/** These kinds have a branch of their own, and no transformation ever reaches them (BUG). */
function isPreparedItself({ kind }: KubeObject): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet'
}

function prepare(object: KubeObject, migration: KubeObject): KubeObject {
  const { apiVersion: _version, kind, metadata: _metadata, status: _status, ...rest } = object
  const base: KubeObject = { ...bare(object), ...rest }
  if (kind === 'Service' && isMap(object.spec)) {
    const { clusterIP, clusterIPs, loadBalancerIP: _loadBalancer, ...spec } = object.spec
    const headless = clusterIP === 'None' ? { clusterIP, ...(clusterIPs === undefined ? {} : { clusterIPs }) } : {}
    return { ...base, spec: { ...spec, ...headless } }
  }
  if (!isPreparedItself(object) || entry(migration.spec, 'startApplications') === true) return base
  const replicas = entry(object.spec, 'replicas')
  const annotations = {
    ...base.metadata.annotations,
    'stork.libopenstorage.org/migrationReplicas': String(typeof replicas === 'number' ? replicas : 1),
  }
  const spec = { ...(isMap(object.spec) ? object.spec : {}), replicas: 0 }
  return { ...base, metadata: { ...base.metadata, annotations }, spec }
}

function bare({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const { name, namespace, labels } = metadata
  const annotations = { ...annotationsOf({ metadata }), 'stork.libopenstorage.org/migrated': 'true' }
  const where = namespace === undefined ? {} : { namespace }
  return { apiVersion, kind, metadata: { name, ...where, ...(labels === undefined ? {} : { labels }), annotations } }
}

function isTaken({ kind, metadata }: KubeObject): boolean {
  if (kind === 'ConfigMap') return metadata.name !== 'kube-root-ca.crt'
  if (kind === 'ServiceAccount') return metadata.name !== 'default'
  return (metadata.ownerReferences ?? []).length === 0
}

/** Undefined when it is there, else why not. What is there already is replaced. */
async function writeThere(
  { cluster }: RemoteCluster,
  object: KubeObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const created = await cluster.create(object, signal)
  if (created.ok) return undefined
  if (created.because !== 'already-exists') return created.message
  const { apiVersion, kind, metadata } = object
  const ref: ObjectRef = {
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  }
  await cluster.delete(ref, undefined, signal)
  const again = await cluster.create(object, signal)
  return again.ok ? undefined : again.message
}
