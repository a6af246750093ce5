/** A time less than an hour before midnight. STORK's window of an hour ends at midnight, and what is missed is lost. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { policyTime } from '../../policy-time.ts'
import { writtenSections } from '../../written-sections.ts'

export const windowAtMidnight = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/window-at-midnight',
  severity: 'warning',
  executors: ['stork'],
  help: 'Run at 11:00PM or earlier, or after midnight, so that STORK has its whole hour.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ path, written: { time } }) => {
      const at24 = typeof time === 'string' ? policyTime(time) : undefined
      if (at24 === undefined || at24.hour !== 23 || at24.minute === 0) return []
      const where = [...path, 'time']
      const left = 60 - at24.minute
      const message = `STORK has ${left} min for a run at ${String(time)}, because its window ends at midnight; a run that is missed is lost.`
      return [at(where, message, fixPlan('Run at 11:00PM', setValue(where, '11:00PM')))]
    }),
})
