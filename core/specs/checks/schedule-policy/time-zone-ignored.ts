/** A zone for STORK, which knows none: its times are those of its own pod, normally UTC. */

import { timeZone } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const timeZoneIgnored = check([schedulePolicy, namespacedSchedulePolicy, volumeSnapshotSchedule], {
  code: 'schedule-policy/time-zone-ignored',
  severity: 'warning',
  executors: ['stork'],
  help: 'Write the times in UTC, or let pxsnap carry the schedule out.',
  find: (_, { raw }) => {
    const name = annotationsOf(raw)[timeZone.key]
    if (name === undefined || name === '' || name === 'UTC') return []
    const message = `STORK reads no time zone: its times are those of its pod, normally UTC, and not of ${name}.`
    return [at(['metadata', 'annotations', timeZone.key], message)]
  },
})
