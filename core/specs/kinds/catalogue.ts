/** Every kind we know. */

import type { KindDeclaration } from '../kind.ts'
import { applicationBackup } from './application-backup.ts'
import { applicationBackupSchedule } from './application-backup-schedule.ts'
import { applicationClone } from './application-clone.ts'
import { applicationRestore } from './application-restore.ts'
import { backupLocation } from './backup-location.ts'
import { clusterPair } from './cluster-pair.ts'
import { configMap } from './config-map.ts'
import { csiVolumeSnapshot } from './csi-volume-snapshot.ts'
import { csiVolumeSnapshotClass } from './csi-volume-snapshot-class.ts'
import { csiVolumeSnapshotContent } from './csi-volume-snapshot-content.ts'
import { deployment } from './deployment.ts'
import { groupVolumeSnapshot } from './group-volume-snapshot.ts'
import { migration } from './migration.ts'
import { migrationSchedule } from './migration-schedule.ts'
import { namespace } from './namespace.ts'
import { namespacedSchedulePolicy } from './namespaced-schedule-policy.ts'
import { persistentVolume } from './persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { pod } from './pod.ts'
import { resourceTransformation } from './resource-transformation.ts'
import { rule } from './rule.ts'
import { schedulePolicy } from './schedule-policy.ts'
import { secret } from './secret.ts'
import { service } from './service.ts'
import { statefulSet } from './stateful-set.ts'
import { storageClass } from './storage-class.ts'
import { volumeGroupSnapshot } from './volume-group-snapshot.ts'
import { volumeGroupSnapshotClass } from './volume-group-snapshot-class.ts'
import { volumeGroupSnapshotContent } from './volume-group-snapshot-content.ts'
import { volumeSnapshot } from './volume-snapshot.ts'
import { volumeSnapshotData } from './volume-snapshot-data.ts'
import { volumeSnapshotRestore } from './volume-snapshot-restore.ts'
import { volumeSnapshotSchedule } from './volume-snapshot-schedule.ts'

export const kindCatalogue: readonly KindDeclaration[] = [
  volumeSnapshot,
  groupVolumeSnapshot,
  rule,
  volumeSnapshotSchedule,
  schedulePolicy,
  namespacedSchedulePolicy,
  volumeSnapshotData,
  volumeSnapshotRestore,
  clusterPair,
  migration,
  migrationSchedule,
  resourceTransformation,
  applicationBackup,
  applicationRestore,
  applicationClone,
  applicationBackupSchedule,
  backupLocation,
  csiVolumeSnapshot,
  csiVolumeSnapshotClass,
  csiVolumeSnapshotContent,
  volumeGroupSnapshot,
  volumeGroupSnapshotClass,
  volumeGroupSnapshotContent,
  persistentVolumeClaim,
  persistentVolume,
  storageClass,
  pod,
  deployment,
  statefulSet,
  service,
  configMap,
  secret,
  namespace,
]

/** The kind of that API version and name, or undefined when we do not know it. */
export function findKind(apiVersion: string, kind: string): KindDeclaration | undefined {
  return kindCatalogue.find(
    candidate =>
      candidate.kind === kind && (candidate.apiVersion === apiVersion || candidate.alsoServed.includes(apiVersion)),
  )
}

/**
 * The kind that people mean by a word: its name, plural, singular or a short name, in any case. Where two API groups
 * have the word, STORK's is meant, unless `group` names the other.
 */
export function findKindByWord(word: string, group?: string): KindDeclaration | undefined {
  const wanted = word.toLowerCase()
  const named = kindCatalogue.filter(({ kind, plural, shortNames }) =>
    [kind.toLowerCase(), plural, ...shortNames].includes(wanted),
  )
  return named.find(({ apiVersion }) => group !== undefined && apiVersion.startsWith(`${group}/`)) ?? named[0]
}

/** API groups whose objects concern us even when their kind or version is misspelt. */
export const ourGroups: readonly string[] = [
  'stork.libopenstorage.org',
  'volumesnapshot.external-storage.k8s.io',
  'snapshot.storage.k8s.io',
  'groupsnapshot.storage.k8s.io',
]
