/** A day for full backups where all known schedules take local snapshots, which have no chains. */

import { snapshotType } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { followersOf, isCloudSchedule } from '../../followed-policy.ts'
import { entry } from '../../json.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { writtenSections } from '../../written-sections.ts'

export const fullDayOnLocal = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/full-day-on-local',
  severity: 'information',
  help: 'Remove it, or upload the snapshots with `portworx/snapshot-type: cloud` on the schedule.',
  find: (_, { raw, facts }) =>
    writtenSections(raw).flatMap(({ kind, path, written }) => {
      if (kind !== 'Daily' || typeof written.forceFullSnapshotDay !== 'string') return []
      const followers = followersOf(facts, raw)
      const cloud = followers.some(isCloudSchedule) || entry(written.options, snapshotType.key) === 'cloud'
      if (followers.length === 0 || cloud) return []
      const message =
        'The schedules that follow this policy take local snapshots, to which full or incremental means nothing.'
      return [at([...path, 'forceFullSnapshotDay'], message)]
    }),
})
