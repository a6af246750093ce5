/** A policy without any section. Schedules that follow it never run, and nothing says so. */

import { at, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'

export const policyEmpty = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/empty',
  severity: 'error',
  help: 'Write at least one of `interval`, `daily`, `weekly` and `monthly`.',
  find: (_, { raw }) => {
    const policy = entry(raw, 'policy')
    return isMap(policy) && Object.keys(policy).length === 0
      ? [at('policy', 'The policy has no section, so nothing ever runs.')]
      : []
  },
})
