/** The line that `storkctl generate clusterpair` leaves for the storage options. As it is, no storage is paired. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'

export const placeholderOptions = check(clusterPair, {
  code: 'cluster-pair/placeholder-options',
  severity: 'error',
  help: 'Write `ip`, `port` and `token` of the storage cluster there, or remove the line when only objects are migrated.',
  find: (_, { raw }) => {
    const options = entry(raw.spec, 'options')
    if (!isMap(options)) return []
    return Object.keys(options)
      .filter(key => /^<.*>$|^insert[_-]/.test(key))
      .map(key => {
        const path = ['spec', 'options', key]
        const message =
          'This placeholder has not been filled in, so the storage is not paired and no volume can be migrated.'
        return atKey(path, message, fixPlan('Remove the placeholder', remove(path)))
      })
  },
})
