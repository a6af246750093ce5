/** An interval below one minute. STORK refuses the whole policy. */

import { at, check } from '../../check.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { writtenSections } from '../../written-sections.ts'

export const intervalZero = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/interval-zero',
  severity: 'error',
  help: 'Write how many minutes lie between two runs, at least 1.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { intervalMinutes } }) => {
      if (kind !== 'Interval' || typeof intervalMinutes !== 'number' || intervalMinutes >= 1) return []
      return [at([...path, 'intervalMinutes'], `An interval of ${intervalMinutes} minutes never runs.`)]
    }),
})
