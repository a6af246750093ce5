/**
 * An image of one's own for the pod that STORK starts for background actions. That pod runs in STORK's namespace with
 * STORK's service account, so whoever may write Rules chooses what runs with STORK's rights.
 */

import { executorImage, executorImageSecret } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'

export const executorImageOverride = check(rule, {
  code: 'rule/executor-image',
  severity: 'error',
  executors: ['stork'],
  help: 'Remove it. An administrator sets the image for all Rules on the STORK deployment.',
  find: (_, { raw }) =>
    [executorImage, executorImageSecret]
      .filter(({ key }) => Object.hasOwn(annotationsOf(raw), key))
      .map(({ key }) => {
        const path = ['metadata', 'annotations', key]
        const message =
          'This image runs in the namespace of STORK with the rights of STORK, chosen by whoever writes the Rule.'
        return atKey(path, message, fixPlan('Remove the annotation', remove(path)))
      }),
})
