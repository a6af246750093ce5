/** The objects that belong to one object: who uses a claim, which snapshots it has, what a group made, who names a rule. */

import type { Instant } from '../base/index.ts'
import { type KubeObject, postSnapshotRule, preSnapshotRule, snapshotSource } from '../specs/index.ts'
import { cell } from './cell.ts'
import type { Section } from './description.ts'
import { listAt, textAt } from './fields.ts'
import { age } from './moment.ts'
import { consistencyCell, snapshotState } from './snapshot-state.ts'

export function relationSections(
  object: KubeObject,
  neighbours: readonly KubeObject[],
  now: Instant,
): readonly Section[] {
  const { name } = object.metadata
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return [
        plainSection(
          'Used by',
          neighbours.filter(one => one.kind === 'Pod' && claimsOfPod(one).includes(name)),
        ),
        snapshotSection(
          'Snapshots',
          neighbours.filter(
            one => textAt(one, 'spec', 'persistentVolumeClaimName') === name && one.kind === 'VolumeSnapshot',
          ),
          now,
        ),
      ].flat()
    case 'VolumeSnapshot':
      return plainSection(
        'Cloned into',
        neighbours.filter(
          one => one.metadata.annotations?.[snapshotSource.key] === name && one.kind === 'PersistentVolumeClaim',
        ),
      )
    case 'GroupVolumeSnapshot':
      return snapshotSection(
        'VolumeSnapshots',
        neighbours.filter(one => isOwned(one, object)),
        now,
      )
    case 'Rule':
      return plainSection(
        'Named by',
        neighbours.filter(one => namesRule(one, name)),
      )
    default:
      return plainSection(
        'Owns',
        neighbours.filter(one => isOwned(one, object)),
      )
  }
}

function plainSection(title: string, objects: readonly KubeObject[]): readonly Section[] {
  if (objects.length === 0) return []
  return [{ title, rows: objects.map(({ kind, metadata }) => [cell(`${kind}/${metadata.name}`)]) }]
}

function snapshotSection(title: string, objects: readonly KubeObject[], now: Instant): readonly Section[] {
  if (objects.length === 0) return []
  const rows = objects.map(object => {
    const { word, tone } = snapshotState(object)
    return [
      cell(object.metadata.name),
      cell(word, tone),
      consistencyCell(object),
      cell(age(object.metadata.creationTimestamp, now)),
    ]
  })
  return [{ title, columns: ['NAME', 'STATUS', 'CONSISTENCY', 'AGE'], rows }]
}

/** The claims that a pod mounts. */
export function claimsOfPod(pod: KubeObject): readonly string[] {
  return listAt(pod, 'spec', 'volumes').flatMap(volume => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? [])
}

function isOwned(object: KubeObject, owner: KubeObject): boolean {
  return object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false
}

function namesRule(object: KubeObject, rule: string): boolean {
  const { annotations = {} } = object.metadata
  return [
    annotations[preSnapshotRule.key],
    annotations[postSnapshotRule.key],
    textAt(object, 'spec', 'preExecRule'),
    textAt(object, 'spec', 'postExecRule'),
  ].includes(rule)
}
