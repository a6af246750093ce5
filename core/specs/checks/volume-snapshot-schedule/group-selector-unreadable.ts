/** Labels of a group that cannot be understood. No run begins. */

import { parseLabels } from '../../../base/index.ts'
import { pvcSelector } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const groupSelectorUnreadable = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/group-selector-unreadable',
  severity: 'error',
  help: 'Write labels and their values, joined by commas: `app=mysql,tier=db`.',
  find: (_, { raw }) => {
    const text = annotationsOf(raw)[pvcSelector.key]
    if (text === undefined || parseLabels(text) !== undefined) return []
    return [at(['metadata', 'annotations', pvcSelector.key], `\`${text}\` is no list of labels, so no run begins.`)]
  },
})
