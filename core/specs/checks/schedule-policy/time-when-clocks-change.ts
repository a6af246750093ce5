/** A time of night that is skipped or comes twice on the days when clocks change. */

import { timeZone } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { readPolicy } from '../../policy-sections.ts'
import { changesClocks, isZoneName } from '../../zone-name.ts'

export const timeWhenClocksChange = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/time-when-clocks-change',
  severity: 'information',
  executors: ['pxsnap'],
  help: 'Nothing to do when that is fine; `kubectl pxsnap calendar` shows the days. Otherwise run before 1:00AM or after 3:00AM.',
  find: (_, { raw }) => {
    const zone = annotationsOf(raw)[timeZone.key] ?? ''
    if (zone === 'UTC' || !isZoneName(zone) || !changesClocks(zone, sampleYear)) return []
    return readPolicy(raw).sections.flatMap(section => {
      if (section.kind === 'Interval' || section.time.hour < 1 || section.time.hour > 2) return []
      const message = `When clocks change in ${zone} this time can be skipped or come twice; it then runs at the first moment after, and once.`
      return [at(['policy', section.kind.toLowerCase(), 'time'], message)]
    })
  },
})

/** Whether a zone has daylight saving rarely changes; the days themselves are left to the calendar. */
const sampleYear = 2026
