/** A setting of pxsnap for schedules that cannot be understood. The usual one counts then. */

import { parseDuration } from '../../../base/index.ts'
import { catchUp, runDeadline } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const timeSettingUnreadable = check([schedulePolicy, namespacedSchedulePolicy, volumeSnapshotSchedule], {
  code: 'schedule-policy/time-setting-unreadable',
  severity: 'error',
  help: 'Write `once` or `none` for `pxsnap.io/catch-up`, and a length of time such as `90m` or `6h` for `pxsnap.io/run-deadline`.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const rule = annotations[catchUp.key]
    const deadline = annotations[runDeadline.key]
    const wrongRule = rule !== undefined && rule !== 'once' && rule !== 'none'
    const wrongDeadline = deadline !== undefined && (parseDuration(deadline) ?? 0) <= 0
    return [
      ...(wrongRule ? [at(['metadata', 'annotations', catchUp.key], `\`${rule}\` is no rule for missed runs.`)] : []),
      ...(wrongDeadline
        ? [at(['metadata', 'annotations', runDeadline.key], `\`${deadline}\` is no length of time.`)]
        : []),
    ]
  },
})
