/** What touches an object: the pods, snapshots, groups, rules, schedules and migrations that would notice if it were gone. */

import { type KubeObject, postSnapshotRule, preSnapshotRule, snapshotSource } from '../specs/index.ts'
import { isSnapshot } from './description.ts'
import { entriesAt, listAt, textAt } from './fields.ts'
import { claimsOfPod } from './relations.ts'

export type Use = {
  readonly object: KubeObject
  /** In a few words, such as `mounts it`. */
  readonly how: string
}

/** In the order of the objects given; each object once. `around`: the objects among which uses are looked for. */
export function usesOf(object: KubeObject, around: readonly KubeObject[]): readonly Use[] {
  return around.flatMap(other => {
    if (other === object || keyOf(other) === keyOf(object)) return []
    const how = useBy(other, object, around)
    return how === undefined ? [] : [{ object: other, how }]
  })
}

function useBy(other: KubeObject, object: KubeObject, around: readonly KubeObject[]): string | undefined {
  if (
    object.metadata.uid !== undefined &&
    other.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid)
  )
    return 'is owned by it'
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return isNear(other, object) ? useOfClaim(other, object, around) : undefined
    case 'Pod':
      return isNear(other, object) ? useOfPod(other, object) : undefined
    case 'Rule':
      return isNear(other, object) && namesRule(other, object.metadata.name) ? 'names it as a rule' : undefined
    case 'VolumeSnapshot':
    case 'GroupVolumeSnapshot':
      return useOfSnapshot(other, object)
    case 'SchedulePolicy':
    case 'NamespacedSchedulePolicy':
      return textAt(other, 'spec', 'schedulePolicyName') === object.metadata.name ? 'follows it' : undefined
    case 'ClusterPair':
      return isNear(other, object) && namesPair(other, object.metadata.name) ? 'migrates through it' : undefined
    default:
      return undefined
  }
}

function useOfClaim(other: KubeObject, claim: KubeObject, around: readonly KubeObject[]): string | undefined {
  const { name, labels = {} } = claim.metadata
  switch (other.kind) {
    case 'Pod':
      return claimsOfPod(other).includes(name) ? 'mounts it' : undefined
    case 'VolumeSnapshot':
      return isSnapshot(other) && textAt(other, 'spec', 'persistentVolumeClaimName') === name
        ? 'is a snapshot of it'
        : undefined
    case 'GroupVolumeSnapshot':
      return isSelected(other, ['spec', 'pvcSelector', 'matchLabels'], labels) ? 'selects it' : undefined
    case 'VolumeSnapshotSchedule':
      return textAt(other, 'spec', 'template', 'spec', 'persistentVolumeClaimName') === name ||
        isSelected(other, ['spec', 'template', 'spec', 'pvcSelector', 'matchLabels'], labels)
        ? 'takes snapshots of it'
        : undefined
    case 'VolumeSnapshotRestore':
      return restoresClaim(other, name) ? 'restores it' : undefined
    case 'Rule': {
      const users = around.filter(one => one.kind === 'Pod' && isNear(one, claim) && claimsOfPod(one).includes(name))
      return users.some(pod => selectsPod(other, pod)) ? 'runs commands in its pods' : undefined
    }
    default:
      return undefined
  }
}

function useOfPod(other: KubeObject, pod: KubeObject): string | undefined {
  if (other.kind === 'Rule' && selectsPod(other, pod)) return 'runs commands in it'
  if (other.kind === 'PersistentVolumeClaim' && claimsOfPod(pod).includes(other.metadata.name))
    return 'is mounted by it'
  return undefined
}

function useOfSnapshot(other: KubeObject, { metadata: { name }, ...snapshot }: KubeObject): string | undefined {
  if (other.metadata.annotations?.[snapshotSource.key] === name && other.kind === 'PersistentVolumeClaim')
    return 'is a clone of it'
  if (other.kind === 'VolumeSnapshotRestore' && textAt(other, 'spec', 'sourceName') === name) return 'restores from it'
  const isData = snapshot.kind === 'VolumeSnapshot' && other.kind === 'VolumeSnapshotData'
  return isData && textAt(other, 'spec', 'volumeSnapshotRef', 'name') === name ? 'holds its data' : undefined
}

function isSelected(other: KubeObject, path: readonly string[], labels: Readonly<Record<string, string>>): boolean {
  const wanted = entriesAt(other, ...path)
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === String(value))
}

function selectsPod(rule: KubeObject, pod: KubeObject): boolean {
  return listAt(rule, 'rules').some(item => {
    const wanted = entriesAt(item, 'podSelector')
    return wanted.length > 0 && wanted.every(([key, value]) => pod.metadata.labels?.[key] === String(value))
  })
}

function restoresClaim(restore: KubeObject, claim: string): boolean {
  return listAt(restore, 'status', 'volumes').some(volume => textAt(volume, 'pvc') === claim)
}

function namesRule(other: KubeObject, rule: string): boolean {
  const { annotations = {} } = other.metadata
  return [
    annotations[preSnapshotRule.key],
    annotations[postSnapshotRule.key],
    ...['preExecRule', 'postExecRule'].flatMap(field => [
      textAt(other, 'spec', field),
      textAt(other, 'spec', 'template', 'spec', field),
    ]),
  ].includes(rule)
}

function namesPair(other: KubeObject, pair: string): boolean {
  return [textAt(other, 'spec', 'clusterPair'), textAt(other, 'spec', 'template', 'spec', 'clusterPair')].includes(pair)
}

function isNear(one: KubeObject, other: KubeObject): boolean {
  return one.metadata.namespace === other.metadata.namespace
}

function keyOf({ kind, metadata: { namespace = '', name } }: KubeObject): string {
  return `${kind}/${namespace}/${name}`
}
