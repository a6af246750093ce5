/** An empty list of finalizers. It takes away the one that STORK waits for, and clean-up is skipped on deletion. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { applicationBackup } from '../../kinds/application-backup.ts'
import { applicationClone } from '../../kinds/application-clone.ts'
import { applicationRestore } from '../../kinds/application-restore.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { migration } from '../../kinds/migration.ts'
import { migrationSchedule } from '../../kinds/migration-schedule.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { valueAt } from '../../path.ts'

/** Kinds that STORK puts a finalizer on. */
const kinds = [
  groupVolumeSnapshot,
  migration,
  migrationSchedule,
  clusterPair,
  resourceTransformation,
  applicationBackup,
  applicationRestore,
  applicationClone,
] as const

export const finalizersEmptied = check(kinds, {
  code: 'object/finalizers-emptied',
  severity: 'warning',
  help: 'Remove the field; the controller writes its finalizer itself.',
  find: (_, { raw }) => {
    const path = ['metadata', 'finalizers']
    const list = valueAt(raw, path)
    if (!Array.isArray(list) || list.length > 0) return []
    const message =
      'This takes away the finalizer of the controller: what it made stays behind when the object is deleted.'
    return [atKey(path, message, fixPlan('Remove it', remove(path)))]
  },
})
