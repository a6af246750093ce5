/**
 * What a simulated cluster needs to stand for a real one: its workloads with their claims, classes and rules, as manifests.
 * Nothing of the data, nothing secret, and nothing that the simulated cluster makes by itself.
 */

import { isMap, type KubeObject, valueAt } from '../specs/index.ts'

/** The kinds that are worth reading from the real cluster. Secrets are not among them. */
export const twinnedKinds: readonly {
  readonly apiVersion: string
  readonly kind: string
  readonly scope?: 'Cluster'
}[] = [
  { apiVersion: 'v1', kind: 'Namespace', scope: 'Cluster' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', scope: 'Cluster' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Rule' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'SchedulePolicy', scope: 'Cluster' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'NamespacedSchedulePolicy' },
]

/** What the API server adds to an object, and what somebody wrote down about its run. */
const addedFields: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
  'ownerReferences',
  'finalizers',
  'generateName',
])
const addedAnnotations =
  /^(kubectl\.kubernetes\.io\/|pv\.kubernetes\.io\/|volume\.|deployment\.kubernetes\.io\/|pxsnap\.io\/(lifecycle|evidence)$)/

/** `objects`: all of {@link twinnedKinds}; the order of the answer is one in which they can be created. */
export function twinOf(objects: readonly KubeObject[]): readonly KubeObject[] {
  const rank = new Map(twinnedKinds.map(({ kind }, index) => [kind, index]))
  const kept = objects
    .filter(object => rank.has(object.kind) && isMadeByPeople(object))
    .map(bare)
    .sort((one, other) => (rank.get(one.kind) ?? 0) - (rank.get(other.kind) ?? 0))
  return [...standInSecrets(kept), ...kept]
}

/** Pods of workloads are made again by them, and what is going is not brought back. */
function isMadeByPeople({ kind, metadata }: KubeObject): boolean {
  if (metadata.deletionTimestamp !== undefined) return false
  const isOwned = (metadata.ownerReferences ?? []).some(({ controller }) => controller === true)
  if (kind === 'Pod' || kind === 'Deployment' || kind === 'StatefulSet') return !isOwned
  return !(kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt')
}

function bare(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object
  const metadata = Object.fromEntries(
    Object.entries(object.metadata).flatMap(([field, value]) => {
      if (addedFields.has(field)) return []
      if (field !== 'annotations' || !isMap(value)) return [[field, value]]
      return [[field, Object.fromEntries(Object.entries(value).filter(([key]) => !addedAnnotations.test(key)))]]
    }),
  )
  return { ...rest, metadata: { ...metadata, name: object.metadata.name }, ...withoutPlace(object) }
}

/** A claim gets a volume of the simulated storage, a pod a simulated node, a service an address of its own. */
function withoutPlace({ kind, spec }: KubeObject): { readonly spec?: unknown } {
  if (!isMap(spec)) return {}
  const dropped = droppedFields[kind]
  if (dropped === undefined) return {}
  return { spec: Object.fromEntries(Object.entries(spec).filter(([field]) => !dropped.includes(field))) }
}

const droppedFields: Readonly<Record<string, readonly string[]>> = {
  PersistentVolumeClaim: ['volumeName', 'dataSource', 'dataSourceRef'],
  Pod: ['nodeName', 'tolerations', 'serviceAccountName', 'serviceAccount', 'nodeSelector', 'affinity'],
  Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'],
}

/** Passwords that pods read from secrets are there under their names, with a value of no meaning. */
function standInSecrets(objects: readonly KubeObject[]): readonly KubeObject[] {
  const wanted = new Map<string, { readonly namespace: string; readonly name: string; readonly keys: Set<string> }>()
  const note = (namespace: string, name: string, key: string | undefined) => {
    const id = `${namespace}/${name}`
    const secret = wanted.get(id) ?? { namespace, name, keys: new Set<string>() }
    wanted.set(id, secret)
    if (key !== undefined) secret.keys.add(key)
  }
  for (const object of objects) {
    const { namespace = 'default' } = object.metadata
    for (const [name, key] of secretsIn(object.spec)) note(namespace, name, key)
  }
  return [...wanted.values()].map(({ namespace, name, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: Object.fromEntries([...keys].sort().map(key => [key, 'simulated'])),
  }))
}

/** Every `secretKeyRef`, `secretRef` and secret volume, as name and key. */
function secretsIn(value: unknown): readonly (readonly [name: string, key: string | undefined])[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn)
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([field, inner]) => {
    const name = valueAt(inner, ['name'])
    const key = valueAt(inner, ['key'])
    if (field === 'secretKeyRef' && typeof name === 'string')
      return [[name, typeof key === 'string' ? key : undefined] as const]
    if (field === 'secretRef' && typeof name === 'string') return [[name, undefined] as const]
    const secretName = valueAt(inner, ['secretName'])
    if (field === 'secret' && typeof secretName === 'string') return [[secretName, undefined] as const]
    return secretsIn(inner)
  })
}
