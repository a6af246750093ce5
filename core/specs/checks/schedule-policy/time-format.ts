/** A time that STORK does not understand: on a clock of 24 hours, with a blank, in mixed case. It refuses the whole policy. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { meantTime, policyTime, spellPolicyTime } from '../../policy-time.ts'
import { writtenSections } from '../../written-sections.ts'

export const timeFormat = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/time-format',
  severity: 'error',
  help: 'Write the time on a clock of twelve hours, with two digits for the minutes and AM or PM without a blank: `10:14PM`.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ path, written: { time } }) => {
      if (typeof time !== 'string' || policyTime(time) !== undefined) return []
      const meant = meantTime(time)
      const where = [...path, 'time']
      const fix = meant && fixPlan(`Write \`${spellPolicyTime(meant)}\``, setValue(where, spellPolicyTime(meant)))
      return [at(where, `\`${time}\` is no time of a policy; STORK then runs none of its sections.`, fix)]
    }),
})
