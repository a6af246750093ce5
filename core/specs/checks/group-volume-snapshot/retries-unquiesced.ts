/** Retries of an upload after a pre rule. STORK does not run the rule again, so a retry copies a running application. */

import { atKey, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { snapshotOwner } from '../../snapshot-owner.ts'

export const retriesUnquiesced = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/retries-unquiesced',
  severity: 'warning',
  executors: ['stork'],
  help: 'Leave `maxRetries` out and create the group again when it fails.',
  find: ({ spec }, { raw }) => {
    const owner = snapshotOwner(raw)
    const pre = owner?.rules.find(({ when }) => when === 'pre')
    if ((spec?.maxRetries ?? 0) <= 0 || owner?.cloud !== true || pre === undefined) return []
    const message = `A retry does not run \`${pre.name}\` again: it may copy an application that is not frozen, and still succeed.`
    return [atKey('spec.maxRetries', message)]
  },
})
