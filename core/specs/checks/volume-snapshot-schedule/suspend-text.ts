/** `suspend` as text. STORK cannot decode the object, and the schedule is not suspended. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const suspendText = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/suspend-text',
  severity: 'error',
  help: 'Write true or false without quotes.',
  find: (_, { raw }) => {
    const written = entry(raw.spec, 'suspend')
    if (typeof written !== 'string') return []
    const word = written.toLowerCase()
    const path = 'spec.suspend'
    const isFlag = word === 'true' || word === 'false'
    const fix = isFlag ? fixPlan('Write it without quotes', setValue(path, word === 'true')) : undefined
    return [at(path, `\`${written}\` is text; STORK cannot read the schedule, and does not suspend it.`, fix)]
  },
})
