/** The 29th to 31st of a month. STORK computes the date in the month at hand and does not run where there is none. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { writtenSections } from '../../written-sections.ts'

export const dateMissingInMonths = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/date-missing-in-months',
  severity: 'warning',
  executors: ['stork'],
  help: 'Take the 28th or an earlier day, or let pxsnap carry it out, which runs on the last day of shorter months.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { date } }) => {
      if (kind !== 'Monthly' || typeof date !== 'number' || date < 29 || date > 31) return []
      const months = date === 31 ? 'five months of the year' : 'February'
      const rest = date === 29 ? ' in three years out of four' : ''
      const where = [...path, 'date']
      const message = `There is no day ${date} in ${months}${rest}, and STORK does not run there.`
      return [at(where, message, fixPlan('Run on the 28th', setValue(where, 28)))]
    }),
})
