/** What STORK's objects say has come of a snapshot. */

import { fromIso, type Instant } from '../../base/index.ts'
import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'

export const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
export const groupVersion = 'stork.libopenstorage.org/v1alpha1'

export type Standing = { readonly is: 'running' | 'ready' } | { readonly is: 'failed'; readonly message: string }

/** The last condition counts. Source: STORK, snapshot controller. */
export function standingOf(snapshot: KubeObject): Standing {
  const conditions = valueAt(snapshot, ['status', 'conditions'])
  const last: unknown = Array.isArray(conditions) ? conditions.at(-1) : undefined
  const type = entry(last, 'type')
  if (type === 'Error') return { is: 'failed', message: textOf(entry(last, 'message')) ?? 'STORK does not say why' }
  return type === 'Ready' && dataName(snapshot) !== undefined ? { is: 'ready' } : { is: 'running' }
}

export type GroupMember = { readonly snapshot: string; readonly volume: string }

/** The members, once each has its VolumeSnapshot; undefined before. */
export function membersOf(group: KubeObject): readonly GroupMember[] | undefined {
  const listed = valueAt(group, ['status', 'volumeSnapshots'])
  if (!Array.isArray(listed) || listed.length === 0) return undefined
  const members = listed.map(one => ({
    snapshot: textOf(entry(one, 'VolumeSnapshotName')) ?? '',
    volume: textOf(entry(one, 'ParentVolumeID')) ?? '',
  }))
  return members.every(({ snapshot }) => snapshot !== '') ? members : undefined
}

/** The name of the VolumeSnapshotData. */
export function dataName(snapshot: KubeObject): string | undefined {
  return textOf(valueAt(snapshot, ['spec', 'snapshotDataName']))
}

export function cutAt(data: KubeObject): Instant | undefined {
  return fromIso(textOf(valueAt(data, ['status', 'creationTimestamp'])) ?? '')
}
