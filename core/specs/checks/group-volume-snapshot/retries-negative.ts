/** A number of retries below nought. It counts as none. */

import { at, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

export const retriesNegative = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/retries-negative',
  severity: 'warning',
  help: 'Write how often a failed upload is tried again, or nothing.',
  find: ({ spec }) =>
    (spec?.maxRetries ?? 0) < 0
      ? [
          at(
            'spec.maxRetries',
            'A negative number counts as no retries.',
            fixPlan('Remove it', remove('spec.maxRetries')),
          ),
        ]
      : [],
})
