/** A day of the month that no month has. STORK refuses the whole policy. */

import { at, check } from '../../check.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { writtenSections } from '../../written-sections.ts'

export const dateRange = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/date-range',
  severity: 'error',
  help: 'Write a day from 1 to 31.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { date } }) => {
      if (kind !== 'Monthly' || typeof date !== 'number' || (date >= 1 && date <= 31)) return []
      return [at([...path, 'date'], `No month has a day ${date}.`)]
    }),
})
