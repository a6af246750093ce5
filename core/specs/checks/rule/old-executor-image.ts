/** The image override of old STORK releases. Nobody reads it any more. */

import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'

const oldKeys = ['stork/cmdexecutor-image', 'openstorage/cmdexecutor-image']

export const oldExecutorImage = check(rule, {
  code: 'rule/old-executor-image',
  severity: 'information',
  help: 'Remove it. STORK takes the image from its own deployment.',
  find: (_, { raw }) =>
    oldKeys
      .filter(key => Object.hasOwn(annotationsOf(raw), key))
      .map(key => {
        const path = ['metadata', 'annotations', key]
        return atKey(path, `\`${key}\` is read by old releases only.`, fixPlan('Remove the annotation', remove(path)))
      }),
})
