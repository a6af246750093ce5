/** A negative number of snapshots to keep. STORK takes it as it is, and removes what it should not. */

import { at, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { usualRetain } from '../../policy-sections.ts'
import { writtenSections } from '../../written-sections.ts'

export const retainNegative = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/retain-negative',
  severity: 'error',
  help: 'Write how many snapshots are kept, or nothing for the usual number.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { retain } }) => {
      if (typeof retain !== 'number' || retain >= 0) return []
      const where = [...path, 'retain']
      const fix = fixPlan(`Remove it, which keeps ${usualRetain[kind]}`, remove(where))
      return [at(where, 'STORK takes a negative number as it is and removes snapshots that should be kept.', fix)]
    }),
})
