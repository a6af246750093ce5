/** Plans to make a cluster look like a set of specs: what is created, what is changed, in an order that works. */

import { findKind, isMap, type KubeObject, type ObjectRef, secretWithData, snapshotSource } from '../specs/index.ts'
import { isBegun } from './expectation.ts'
import { obstacle, type Plan, refKey, refOf, type Write } from './plan.ts'

/** `current`: the objects of the specs' names that the cluster has now. */
export function planApply(specs: readonly KubeObject[], current: readonly KubeObject[]): Plan {
  if (specs.length === 0) return obstacle('nothing-to-do', 'There is no Kubernetes object in the input.')
  const existing = new Map(current.map(object => [refKey(refOf(object)), object]))
  const writes: Write[] = []
  const unchanged: ObjectRef[] = []
  for (const spec of lastOfEachName(specs.map(secretWithData)).sort(byNeed)) {
    const was = existing.get(refKey(refOf(spec)))
    if (was === undefined) {
      writes.push({ do: 'create', object: spec })
      continue
    }
    const object = merge(was, spec) as KubeObject
    if (sameJson(object, was)) unchanged.push(refOf(spec))
    else if (isTaken(was) && !sameJson(object.spec, was.spec)) return alreadyTaken(was)
    else writes.push({ do: 'update', object, was })
  }
  return { writes, unchanged, obstacles: [] }
}

/** A snapshot stays what it was taken as; a changed spec would be stored and never carried out. */
function alreadyTaken({ kind, metadata }: KubeObject): Plan {
  return obstacle(
    'not-allowed',
    `The ${kind} "${metadata.name}" has already been carried out, so its spec cannot change.`,
    'Give the new one another name, or delete the old one first.',
  )
}

function isTaken(object: KubeObject): boolean {
  return takenOnce.has(object.kind) && isBegun(object)
}

const takenOnce: ReadonlySet<string> = new Set(['VolumeSnapshot', 'GroupVolumeSnapshot', 'VolumeSnapshotRestore'])

/** The object placed in a namespace when its kind lives in one and it names none. */
export function inNamespace(object: KubeObject, namespace: string): KubeObject {
  if (object.metadata.namespace !== undefined || findKind(object.apiVersion, object.kind)?.scope === 'Cluster')
    return object
  if (clusterScoped.has(object.kind)) return object
  return { ...object, metadata: { ...object.metadata, namespace } }
}

/** Kinds of Kubernetes without a namespace that are not in our catalogue but often stand in the same files. */
const clusterScoped: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
])

function lastOfEachName(specs: readonly KubeObject[]): KubeObject[] {
  return [...new Map(specs.map(spec => [refKey(refOf(spec)), spec])).values()]
}

/** Earlier in this list means needed by what comes later. Kinds that are not in it stand before workloads. */
const needs: readonly string[] = [
  'Namespace',
  'StorageClass',
  'PersistentVolume',
  'Secret',
  'ConfigMap',
  'Service',
  'PersistentVolumeClaim',
  'Rule',
  'SchedulePolicy',
  'NamespacedSchedulePolicy',
  '',
  'StatefulSet',
  'Deployment',
  'Pod',
  'VolumeSnapshotData',
  'VolumeSnapshotSchedule',
  'VolumeSnapshot',
  'GroupVolumeSnapshot',
  'clone',
  'ClusterPair',
  'Migration',
  'VolumeSnapshotRestore',
]

function byNeed(one: KubeObject, other: KubeObject): number {
  return rank(one) - rank(other)
}

function rank(object: KubeObject): number {
  const isClone =
    object.kind === 'PersistentVolumeClaim' && object.metadata.annotations?.[snapshotSource.key] !== undefined
  const at = needs.indexOf(isClone ? 'clone' : object.kind)
  return at === -1 ? needs.indexOf('') : at
}

/** Whether an object is followed to its end after it was written: snapshots and claims cloned from them. */
export function isFollowed(object: KubeObject): boolean {
  return rank(object) >= needs.indexOf('VolumeSnapshot')
}

/** What the spec says over what is there. Maps are merged, everything else is replaced, `null` removes. */
function merge(was: unknown, wanted: unknown): unknown {
  if (!isMap(was) || !isMap(wanted)) return wanted
  const merged: Record<string, unknown> = { ...was }
  for (const [key, value] of Object.entries(wanted)) {
    if (value === null) delete merged[key]
    else define(merged, key, Object.hasOwn(was, key) ? merge(was[key], value) : value)
  }
  return merged
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** Whether two values are the same JSON, whatever the order of keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]))
  }
  if (!isMap(one) || !isMap(other)) return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  )
}
