/** A zone that is none. Nothing runs until it is one: a guess could be hours off. */

import { timeZone } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { isZoneName } from '../../zone-name.ts'

export const timeZoneUnknown = check([schedulePolicy, namespacedSchedulePolicy, volumeSnapshotSchedule], {
  code: 'schedule-policy/time-zone-unknown',
  severity: 'error',
  help: 'Write the IANA name of a zone, such as `Europe/Berlin`; a fixed offset such as `+02:00` would be wrong for half of the year.',
  find: (_, { raw }) => {
    const name = annotationsOf(raw)[timeZone.key]
    if (name === undefined || name === '' || isZoneName(name)) return []
    return [at(['metadata', 'annotations', timeZone.key], `There is no time zone \`${name}\`.`)]
  },
})
