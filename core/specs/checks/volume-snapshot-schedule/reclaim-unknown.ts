/** A reclaim policy that is none. STORK takes whatever is not `Delete` for keeping. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { nearest } from '../../nearest.ts'

export const reclaimUnknown = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/reclaim-unknown',
  severity: 'error',
  help: 'Write `Retain` or `Delete`.',
  find: (_, { raw }) => {
    const written = textOf(entry(raw.spec, 'reclaimPolicy'))
    if (written === undefined || written === 'Retain' || written === 'Delete') return []
    const meant = nearest(written, ['Retain', 'Delete'])
    const path = 'spec.reclaimPolicy'
    const fix = meant === undefined ? undefined : fixPlan(`Write \`${meant}\``, setValue(path, meant))
    return [
      at(path, `\`${written}\` is no reclaim policy; STORK keeps the snapshots whatever it was meant to say.`, fix),
    ]
  },
})
