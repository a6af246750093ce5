/** The key that limited such a command to one pod. It is as unread as the command. */

import { runOnceKeys } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const legacyRunOnce = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-run-once',
  severity: 'error',
  executors: ['stork'],
  help: 'In a Rule, `runInSinglePod: true` on the action says the same.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    return runOnceKeys
      .filter(({ key }) => Object.hasOwn(annotations, key))
      .map(({ key }) => {
        const path = ['metadata', 'annotations', key]
        const command = key.replace(/-run-once$/, '')
        // With its command still there, the fix for the command takes this key along.
        const alone =
          !Object.hasOwn(annotations, command) && !Object.hasOwn(annotations, command.replace('portworx/', 'px/'))
        const fix = alone ? fixPlan('Remove the annotation', remove(path)) : undefined
        return atKey(path, `STORK does not read \`${key}\`.`, fix)
      })
  },
})
