/** No word on what becomes of the snapshots. Deleting the schedule then deletes them all. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const reclaimDefault = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/reclaim-default',
  severity: 'warning',
  help: 'Write `reclaimPolicy: Retain` to keep them, or `Delete` if that is meant.',
  find: (_, { raw }) => {
    if (!isMap(raw.spec) || entry(raw.spec, 'reclaimPolicy') !== undefined) return []
    const fix = fixPlan('Keep the snapshots', setValue('spec.reclaimPolicy', 'Retain'))
    return [
      at('spec', 'Deleting this schedule deletes all its snapshots, because `reclaimPolicy` is not written.', fix),
    ]
  },
})
