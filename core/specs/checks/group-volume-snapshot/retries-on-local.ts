/** A number of retries for local snapshots. STORK counts failed uploads only; a local failure is repeated for ever. */

import { atKey, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { snapshotOwner } from '../../snapshot-owner.ts'

export const retriesOnLocal = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/retries-on-local',
  severity: 'warning',
  executors: ['stork'],
  help: 'Remove it, or watch the group: it never ends as failed.',
  find: ({ spec }, { raw }) => {
    const retries = spec?.maxRetries ?? 0
    if (retries <= 0 || snapshotOwner(raw)?.cloud === true) return []
    return [
      atKey('spec.maxRetries', 'STORK does not count local attempts: a local group that fails is repeated for ever.'),
    ]
  },
})
