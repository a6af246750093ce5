/** Keeping none. It means the usual number instead, which is rarely what was meant. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { usualRetain } from '../../policy-sections.ts'
import { writtenSections } from '../../written-sections.ts'

export const retainZero = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/retain-zero',
  severity: 'warning',
  help: 'Write the number that is meant; one snapshot is always kept.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { retain } }) => {
      if (retain !== 0) return []
      const where = [...path, 'retain']
      const usual = usualRetain[kind]
      return [
        at(where, `Keeping 0 means the usual ${usual}, not none.`, fixPlan(`Write ${usual}`, setValue(where, usual))),
      ]
    }),
})
