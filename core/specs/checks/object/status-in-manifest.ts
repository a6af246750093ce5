/** A status written by hand. STORK's kinds have no separate status, so it is stored and stages are skipped because of it. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { applicationBackup } from '../../kinds/application-backup.ts'
import { applicationClone } from '../../kinds/application-clone.ts'
import { applicationRestore } from '../../kinds/application-restore.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { migration } from '../../kinds/migration.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

const kinds = [
  volumeSnapshot,
  groupVolumeSnapshot,
  clusterPair,
  migration,
  resourceTransformation,
  applicationBackup,
  applicationRestore,
  applicationClone,
] as const

export const statusInManifest = check(kinds, {
  code: 'object/status-in-manifest',
  severity: 'error',
  help: 'Remove it. Only the controller knows how far an object is.',
  find: (_, { raw }) => {
    if (isEmpty(raw.status)) return []
    const message = 'This status is taken at its word: stages that it says are over are not carried out.'
    return [atKey('status', message, fixPlan('Remove the status', remove('status')))]
  },
})

/** Nothing, or nothing but empty texts, as `storkctl generate clusterpair` prints it. */
function isEmpty(status: unknown): boolean {
  return !isMap(status) || Object.values(status).every(value => value === '' || value === null)
}
