/** A day for full backups that is no day. STORK ignores it without a word, and no backup is ever a full one for it. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { meantDay, policyDay, weekdays } from '../../policy-time.ts'
import { writtenSections } from '../../written-sections.ts'

export const fullDayUnknown = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/full-day-unknown',
  severity: 'warning',
  help: 'Write the whole name or its first three letters, capitalised or all in lower case: `Sunday`, `sun`.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { forceFullSnapshotDay: day } }) => {
      if (kind !== 'Daily' || typeof day !== 'string' || day === '' || policyDay(day) !== undefined) return []
      const meant = meantDay(day)
      const where = [...path, 'forceFullSnapshotDay']
      const fix =
        meant === undefined ? undefined : fixPlan(`Write \`${weekdays[meant]}\``, setValue(where, weekdays[meant]))
      return [at(where, `\`${day}\` is no day, so it is ignored and no backup is a full one for it.`, fix)]
    }),
})
