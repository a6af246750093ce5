/** `spec` where a policy has `policy`. The API server takes it, and nothing ever runs. */

import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'

export const specInsteadOfPolicy = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/spec-instead-of-policy',
  severity: 'error',
  help: 'Write `policy` instead of `spec`.',
  find: (_, { raw }) =>
    raw.spec !== undefined && raw.policy === undefined
      ? [
          atKey(
            'spec',
            'A policy has its sections under `policy`; what stands under `spec` is ignored, so nothing ever runs.',
            fixPlan('Rename it to `policy`', renameKey('spec', 'policy')),
          ),
        ]
      : [],
})
