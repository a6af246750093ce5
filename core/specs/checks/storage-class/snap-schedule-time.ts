/** A time of Portworx's own schedules in twelve hours. Those have a clock of twenty-four, unlike the policies of STORK. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { storageClass } from '../../kinds/storage-class.ts'

const twelveHours = /\b(\d{1,2}):(\d{2})\s*([AaPp])[Mm]\b/g

export const snapScheduleTime = check(storageClass, {
  code: 'storage-class/snap-schedule-time',
  severity: 'error',
  help: 'Write the time as `23:30`.',
  find: (_, { raw }) => {
    const value = textOf(entry(raw.parameters, 'snap_schedule')) ?? ''
    const [written] = value.match(twelveHours) ?? []
    if (written === undefined) return []
    const path = ['parameters', 'snap_schedule']
    const fixed = value.replace(twelveHours, (_whole, hour: string, minute: string, half: string) => {
      const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
      return `${String(hours).padStart(2, '0')}:${minute}`
    })
    const message = `\`${written}\` is refused: schedules of a class use a clock of 24 hours.`
    return [at(path, message, fixPlan('Write it in 24 hours', setValue(path, fixed)))]
  },
})
