/** An interval that is shorter than snapshots with rules or uploads often take. Runs then follow each other without a pause. */

import { at, check } from '../../check.ts'
import { followersOf, isCloudSchedule } from '../../followed-policy.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { writtenSections } from '../../written-sections.ts'

export const intervalShort = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/interval-short',
  severity: 'warning',
  help: 'Leave more time between runs than one run takes, or expect that the next slot waits for it.',
  find: (_, { raw, facts }) =>
    writtenSections(raw).flatMap(({ kind, path, written: { intervalMinutes } }) => {
      if (kind !== 'Interval' || typeof intervalMinutes !== 'number' || intervalMinutes < 1) return []
      const where = [...path, 'intervalMinutes']
      if (intervalMinutes < localMinutes)
        return [
          at(
            where,
            `A run every ${intervalMinutes} min leaves little time to take the snapshot, to thaw and to remove an old one.`,
          ),
        ]
      const uploads = followersOf(facts, raw).some(isCloudSchedule)
      if (!uploads || intervalMinutes >= cloudMinutes) return []
      return [at(where, `A run every ${intervalMinutes} min uploads to an object store, which often takes longer.`)]
    }),
})

const localMinutes = 5
/** Source: Portworx, the shortest native schedule at first. */
const cloudMinutes = 60
