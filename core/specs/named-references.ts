/** The names of other objects that an object holds, wherever its kind declares a reference. */

import type { Facts, Neighbour } from './facts.ts'
import { nameOf, namespaceOf } from './facts.ts'
import { isMap } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import { applicationBackup } from './kinds/application-backup.ts'
import { applicationBackupSchedule } from './kinds/application-backup-schedule.ts'
import { applicationRestore } from './kinds/application-restore.ts'
import { backupLocation } from './kinds/backup-location.ts'
import { clusterPair } from './kinds/cluster-pair.ts'
import { csiVolumeSnapshot } from './kinds/csi-volume-snapshot.ts'
import { csiVolumeSnapshotClass } from './kinds/csi-volume-snapshot-class.ts'
import { csiVolumeSnapshotContent } from './kinds/csi-volume-snapshot-content.ts'
import { migration } from './kinds/migration.ts'
import { migrationSchedule } from './kinds/migration-schedule.ts'
import { resourceTransformation } from './kinds/resource-transformation.ts'
import { secret } from './kinds/secret.ts'
import { volumeGroupSnapshot } from './kinds/volume-group-snapshot.ts'
import { volumeGroupSnapshotClass } from './kinds/volume-group-snapshot-class.ts'
import { volumeGroupSnapshotContent } from './kinds/volume-group-snapshot-content.ts'
import type { Path } from './path.ts'
import { isSpelledOut } from './placeholder.ts'
import type { Field } from './schema.ts'

/** Kinds whose references are checked in one way. Rules and claims have checks of their own. */
export const referringKinds = [
  migration,
  migrationSchedule,
  clusterPair,
  applicationBackup,
  applicationBackupSchedule,
  applicationRestore,
  backupLocation,
  csiVolumeSnapshot,
  csiVolumeSnapshotContent,
  volumeGroupSnapshot,
  volumeGroupSnapshotContent,
] as const

const targets: readonly KindDeclaration[] = [
  clusterPair,
  resourceTransformation,
  backupLocation,
  applicationBackup,
  secret,
  csiVolumeSnapshotClass,
  csiVolumeSnapshotContent,
  volumeGroupSnapshotClass,
  volumeGroupSnapshotContent,
]

export type NamedReference = { readonly to: KindDeclaration; readonly name: string; readonly path: Path }

/** References by texts that are neither empty nor placeholders. */
export function referencesOf(kind: KindDeclaration, raw: Neighbour): readonly NamedReference[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => within(field, raw[name], [name]))
}

function within(field: Field, value: unknown, path: Path): readonly NamedReference[] {
  if (value === undefined || value === null || field.setBy === 'controller') return []
  const { type } = field
  if (type.is === 'reference') {
    const to = targets.find(({ kind }) => kind === type.to)
    return to === undefined || typeof value !== 'string' || !isSpelledOut(value) ? [] : [{ to, name: value, path }]
  }
  if (type.is === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => within(type.items, item, [...path, index]))
  }
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = type.is === 'object' && Object.hasOwn(type.fields, key) ? type.fields[key] : undefined
    const next = type.is === 'map' ? type.values : inner
    return next === undefined ? [] : within(next, item, [...path, key])
  })
}

export type LooseReference = NamedReference & {
  /** Where it is looked for; undefined for the current namespace and for cluster-scoped kinds. */
  readonly namespace: string | undefined
  /** Names of the kind that are known there. */
  readonly names: readonly string[]
  /** Another namespace that has an object of exactly this name. */
  readonly elsewhere: string | undefined
}

/** The references of the object that lead to nothing that is known. Names with a slash are left to their own check. */
export function looseReferences(facts: Facts, kind: KindDeclaration, raw: Neighbour): readonly LooseReference[] {
  return referencesOf(kind, raw).flatMap(reference => {
    const { to, name, path } = reference
    // The admin namespace has this one, and which that is nobody can see here.
    if (name.includes('/') || path.at(-1) === 'adminClusterPair') return []
    const namespace = to.scope === 'Cluster' ? undefined : namespaceOf(raw)
    const here = facts.list({ kind: to.kind, namespace })
    if (here.some(each => nameOf(each) === name)) return []
    const twin = facts.everywhere({ kind: to.kind }).find(each => nameOf(each) === name)
    const names = here.flatMap(each => nameOf(each) ?? [])
    return [{ ...reference, namespace, names, elsewhere: twin === undefined ? undefined : namespaceOf(twin) }]
  })
}
