/** The kinds that the engine carries out, in the order in which a run begins them. */

import { cloneKind } from './clone-kind.ts'
import { clusterPairKind } from './cluster-pair-kind.ts'
import { type LifecycleEntry, lifecycleEntry } from './lifecycle-kind.ts'
import { migrationKind } from './migration-kind.ts'
import { restoreKind } from './restore-kind.ts'
import { scheduleEntry } from './schedule-runner.ts'
import { groupSnapshotKind, singleSnapshotKind } from './snapshot-kind.ts'

/** Kinds that wait for others stand behind these: clones wait for snapshots. */
export const lifecycleKinds: readonly LifecycleEntry[] = [
  lifecycleEntry(singleSnapshotKind),
  lifecycleEntry(groupSnapshotKind),
  lifecycleEntry(cloneKind),
  lifecycleEntry(restoreKind),
  lifecycleEntry(clusterPairKind),
  lifecycleEntry(migrationKind),
  scheduleEntry,
]

/** The entry of an object's kind; its apiVersion may be an older one of the same kind. */
export function lifecycleEntryOf(kind: string): LifecycleEntry | undefined {
  return lifecycleKinds.find(entry => entry.kind === kind)
}
