/** A schedule for every claim of a class that names no policy. The claim gets an event and no schedule. */

import { at, check } from '../../check.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { storageClass } from '../../kinds/storage-class.ts'

export const snapshotScheduleParameter = check(storageClass, {
  code: 'storage-class/snapshot-schedule-parameter',
  severity: 'error',
  help: 'Write YAML text with a line `schedulePolicyName: NAME`, and `reclaimPolicy` and `annotations` where wanted.',
  find: (_, { raw }) => {
    const parameters = entry(raw, 'parameters')
    return Object.keys(isMap(parameters) ? parameters : {})
      .filter(key => key.startsWith(prefix))
      .flatMap(key => {
        const text = textOf(entry(parameters, key)) ?? ''
        if (/^\s*(?:schedulePolicyName|"schedulePolicyName")\s*:\s*\S/m.test(text)) return []
        return [at(['parameters', key], 'It names no policy, so claims of this class get no schedule.')]
      })
  },
})

/** Source: STORK, claim watcher. */
const prefix = 'snapshotschedule.stork.libopenstorage.org/'
