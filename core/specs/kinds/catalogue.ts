/** Every kind we know. */

import type { KindDeclaration } from '../kind.ts'
import { clusterPair } from './cluster-pair.ts'
import { configMap } from './config-map.ts'
import { deployment } from './deployment.ts'
import { groupVolumeSnapshot } from './group-volume-snapshot.ts'
import { migration } from './migration.ts'
import { namespace } from './namespace.ts'
import { persistentVolume } from './persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { pod } from './pod.ts'
import { rule } from './rule.ts'
import { secret } from './secret.ts'
import { service } from './service.ts'
import { statefulSet } from './stateful-set.ts'
import { storageClass } from './storage-class.ts'
import { volumeSnapshot } from './volume-snapshot.ts'
import { volumeSnapshotData } from './volume-snapshot-data.ts'

export const kindCatalogue: readonly KindDeclaration[] = [
  volumeSnapshot,
  groupVolumeSnapshot,
  rule,
  volumeSnapshotData,
  clusterPair,
  migration,
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

/** The kind that people mean by a word: its name, plural, singular or a short name, in any case. */
export function findKindByWord(word: string): KindDeclaration | undefined {
  const wanted = word.toLowerCase()
  return kindCatalogue.find(({ kind, plural, shortNames }) =>
    [kind.toLowerCase(), plural, ...shortNames].includes(wanted),
  )
}

/** API groups whose objects concern us even when their kind or version is misspelt. */
export const ourGroups: readonly string[] = [
  'stork.libopenstorage.org',
  'volumesnapshot.external-storage.k8s.io',
  'snapshot.storage.k8s.io',
  'groupsnapshot.storage.k8s.io',
]
