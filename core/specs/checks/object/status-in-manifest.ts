/** A status written by hand. STORK's kinds have no separate status, so it is stored and stages are skipped because of it. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const statusInManifest = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'object/status-in-manifest',
  severity: 'error',
  help: 'Remove it. Only the controller knows how far an object is.',
  find: (_, { raw }) => {
    if (!isMap(raw.status) || Object.keys(raw.status).length === 0) return []
    const message = 'This status is taken at its word: stages that it says are over are not carried out.'
    return [atKey('status', message, fixPlan('Remove the status', remove('status')))]
  },
})
