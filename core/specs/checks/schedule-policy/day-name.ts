/** A day of the week that STORK does not understand. It refuses the whole policy. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { meantDay, policyDay, weekdays } from '../../policy-time.ts'
import { writtenSections } from '../../written-sections.ts'

export const dayName = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/day-name',
  severity: 'error',
  help: 'Write the whole name or its first three letters, capitalised or all in lower case: `Sunday`, `sun`.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { day } }) => {
      if (kind !== 'Weekly' || typeof day !== 'string' || policyDay(day) !== undefined) return []
      const meant = meantDay(day)
      const where = [...path, 'day']
      const fix =
        meant === undefined ? undefined : fixPlan(`Write \`${weekdays[meant]}\``, setValue(where, weekdays[meant]))
      return [at(where, `\`${day}\` is no day of a policy; STORK then runs none of its sections.`, fix)]
    }),
})
