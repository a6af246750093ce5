/** Which objects a Migration takes along, and what must change in them so that they fit into another cluster. */

import { matchesLabels } from '../base/index.ts'
import {
  annotationsOf,
  createdByMigration,
  currentStorageClass,
  entry,
  isMap,
  type KubeObject,
  keptReclaimPolicy,
  migrated,
  migrationName,
  migrationNamespace,
  migrationReplicas,
  migrationTime,
  resourceHash,
  skipModifyResource,
  skipResource,
  skipResourceOld,
  textOf,
  valueAt,
} from '../specs/index.ts'
import type { MigrationPlan, SentVolume, Workload } from './migration-lifecycle.ts'
import { digest } from './name-digest.ts'

export type MigratedKind = {
  readonly apiVersion: string
  readonly kind: string
  readonly scope: 'Namespaced' | 'Cluster'
}

/**
 * In the order in which they are applied: what others need comes first, and what starts pods comes last. Volumes and
 * claims go also when a migration leaves out resources. Source: STORK, resource collector, as far as these kinds go.
 */
export const migratedKinds: readonly MigratedKind[] = [
  { apiVersion: 'v1', kind: 'Namespace', scope: 'Cluster' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', scope: 'Cluster' },
  { apiVersion: 'v1', kind: 'PersistentVolume', scope: 'Cluster' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', scope: 'Namespaced' },
  { apiVersion: 'v1', kind: 'ServiceAccount', scope: 'Namespaced' },
  { apiVersion: 'v1', kind: 'Secret', scope: 'Namespaced' },
  { apiVersion: 'v1', kind: 'ConfigMap', scope: 'Namespaced' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', scope: 'Namespaced' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', scope: 'Namespaced' },
  { apiVersion: 'v1', kind: 'Service', scope: 'Namespaced' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', scope: 'Namespaced' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', scope: 'Namespaced' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', scope: 'Namespaced' },
  { apiVersion: 'apps/v1', kind: 'Deployment', scope: 'Namespaced' },
]

/** Kinds that go along with the data even when resources are left out. */
export const dataKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
])

/** What a Migration's spec says about which objects to take. */
export type Choice = {
  readonly selectors: Readonly<Record<string, string>>
  readonly excludeSelectors: Readonly<Record<string, string>>
  readonly excludeKinds: readonly string[]
  readonly withAddressRanges: boolean
  readonly ignoreOwners: boolean
}

export function choiceOf(migration: KubeObject): Choice {
  const spec = migration.spec
  const excluded = entry(spec, 'excludeResourceTypes')
  return {
    selectors: texts(entry(spec, 'selectors')),
    excludeSelectors: texts(entry(spec, 'excludeSelectors')),
    excludeKinds: (Array.isArray(excluded) ? excluded : []).map(kind => String(kind).toLowerCase()),
    withAddressRanges: entry(spec, 'includeNetworkPolicyWithCIDR') === true,
    ignoreOwners: entry(spec, 'ignoreOwnerReferencesCheck') === true,
  }
}

/** Whether the object is taken along. Selectors must all match; of the excluding ones, one is enough. */
export function isTaken(object: KubeObject, choice: Choice): boolean {
  const { kind, metadata } = object
  const { labels = {}, ownerReferences = [] } = metadata
  const annotations = annotationsOf(object)
  if (metadata.deletionTimestamp !== undefined || choice.excludeKinds.includes(kind.toLowerCase())) return false
  if (annotations[skipResource.key] === 'true' || annotations[skipResourceOld.key] === 'true') return false
  if (!matchesLabels(choice.selectors, labels)) return false
  if (Object.entries(choice.excludeSelectors).some(([key, value]) => labels[key] === value)) return false
  // What belongs to something that is taken along is made by it there.
  if (ownerReferences.length > 0 && !choice.ignoreOwners && kind !== 'PersistentVolumeClaim') return false
  return !isLeftToTheCluster(object, choice)
}

/** Objects that every cluster makes for itself. Source: STORK, resource collector. */
function isLeftToTheCluster(object: KubeObject, choice: Choice): boolean {
  const { name, namespace } = object.metadata
  switch (object.kind) {
    case 'Service':
      return name === 'kubernetes' && namespace === 'default'
    case 'ServiceAccount':
      return name === 'default' && !Array.isArray(object.imagePullSecrets)
    case 'Secret':
      return /^(builder|default|deployer)-(dockercfg|token)-/.test(name)
    case 'ConfigMap':
      return name === 'kube-root-ca.crt' || name === 'openshift-service-ca.crt'
    case 'NetworkPolicy':
      return !choice.withAddressRanges && JSON.stringify(object.spec ?? {}).includes('"cidr"')
    default:
      return false
  }
}

export type Preparation = {
  readonly plan: MigrationPlan
  readonly sent: readonly SentVolume[]
  readonly migration: { readonly name: string; readonly namespace: string; readonly uid: string; readonly at: string }
  readonly keepServiceAddresses: boolean
}

/** The object as it is applied at the destination: workloads with no replicas, and the number of before remembered. */
export function prepared(object: KubeObject, how: Preparation): KubeObject {
  const { name, namespace, labels } = object.metadata
  const { uid: _, at: __, ...origin } = how.migration
  const changed = changedFields(object, how)
  const annotations = {
    ...withoutBinding(annotationsOf(object)),
    ...changed.annotations,
    [migrated.key]: 'true',
    [migrationName.key]: origin.name,
    [migrationNamespace.key]: origin.namespace,
  }
  const { status: _status, metadata: _metadata, ...fields } = object
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(labels === undefined && changed.labels === undefined ? {} : { labels: { ...labels, ...changed.labels } }),
  }
  const bare = { ...fields, ...changed.fields, apiVersion: object.apiVersion, kind: object.kind }
  const hash = digest(JSON.stringify({ ...bare, metadata: { ...metadata, annotations } }))
  const told = { [migrationTime.key]: how.migration.at, [resourceHash.key]: hash }
  return { ...bare, metadata: { ...metadata, annotations: { ...annotations, ...told } } }
}

/** Marks an object as made by this migration, so that undoing it knows what to remove. */
export function asMadeBy(object: KubeObject, uid: string): KubeObject {
  const annotations = { ...object.metadata.annotations, [createdByMigration.key]: uid }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

type Changed = {
  readonly fields?: Readonly<Record<string, unknown>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
}

function changedFields(object: KubeObject, how: Preparation): Changed {
  switch (object.kind) {
    case 'Namespace':
      return { fields: { spec: {} } }
    case 'PersistentVolume':
      return volumeFields(object, how)
    case 'PersistentVolumeClaim':
      return {}
    case 'Service':
      return how.keepServiceAddresses ? {} : serviceFields(object)
    case 'Deployment':
    case 'StatefulSet':
      return workloadFields(object, how.plan)
    default:
      return {}
  }
}

// It is named like here, and kept until its claim is bound there.
function volumeFields(object: KubeObject, { plan, sent }: Preparation): Changed {
  const spec = isMap(object.spec) ? object.spec : {}
  const { claimRef: _, ...rest } = spec
  const index = plan.volumes.findIndex(one => one.persistentVolume === object.metadata.name)
  const handle = sent[index]?.volume
  const storageClass = textOf(spec.storageClassName)
  return {
    fields: {
      spec: {
        ...rest,
        persistentVolumeReclaimPolicy: 'Retain',
        ...(handle !== undefined && isMap(spec.csi) ? { csi: { ...spec.csi, volumeHandle: handle } } : {}),
        ...(handle !== undefined && isMap(spec.portworxVolume)
          ? { portworxVolume: { ...spec.portworxVolume, volumeID: handle } }
          : {}),
      },
    },
    annotations: {
      [keptReclaimPolicy.key]: textOf(spec.persistentVolumeReclaimPolicy) ?? 'Delete',
      ...(storageClass === undefined ? {} : { [currentStorageClass.key]: storageClass }),
    },
  }
}

function serviceFields(object: KubeObject): Changed {
  const spec = isMap(object.spec) ? object.spec : {}
  if (annotationsOf(object)[skipModifyResource.key] === 'true' || spec.clusterIP === 'None') return {}
  const { clusterIP: _, clusterIPs: __, loadBalancerIP: ___, ...rest } = spec
  return { fields: { spec: rest } }
}

function workloadFields(object: KubeObject, plan: MigrationPlan): Changed {
  const spec = isMap(object.spec) ? object.spec : {}
  const { name, namespace } = object.metadata
  const known = plan.workloads.find(one => one.kind === object.kind && one.name === name && one.namespace === namespace)
  const remembered = String(known?.replicas ?? replicasOf(object))
  return {
    fields: { spec: { ...spec, replicas: 0 } },
    annotations: { [migrationReplicas.key]: remembered },
    labels: { [migrated.key]: 'true' },
  }
}

/** Absent means one. Source: Kubernetes, Deployment and StatefulSet. */
export function replicasOf(object: KubeObject): number {
  const replicas = valueAt(object, ['spec', 'replicas'])
  return typeof replicas === 'number' ? replicas : 1
}

/** The workload with another number of replicas; the number of before is remembered on it, or forgotten. */
export function scaled(object: KubeObject, replicas: number, remembered: Workload['replicas'] | undefined): KubeObject {
  const { [migrationReplicas.key]: _, ...annotations } = { ...object.metadata.annotations }
  const noted = remembered === undefined ? annotations : { ...annotations, [migrationReplicas.key]: String(remembered) }
  const spec = { ...(isMap(object.spec) ? object.spec : {}), replicas }
  return { ...object, spec, metadata: { ...object.metadata, annotations: noted } }
}

const bindingAnnotations: readonly string[] = [
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.kubernetes.io/selected-node',
  'kubectl.kubernetes.io/last-applied-configuration',
]

function withoutBinding(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([key]) => !bindingAnnotations.includes(key) && key !== migrationReplicas.key && !key.startsWith('pxsnap.io/'),
    ),
  )
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isMap(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
}
