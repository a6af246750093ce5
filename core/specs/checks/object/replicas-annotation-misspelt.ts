/** The annotation for replicas with the wrong domain, as comments of example specs spell it. Activation ignores it. */

import { atKey, checkAnyObject } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'

const right = 'stork.libopenstorage.org/migrationReplicas'

export const replicasAnnotationMisspelt = checkAnyObject({
  code: 'object/replicas-annotation-misspelt',
  severity: 'error',
  help: `Write \`${right}\`.`,
  find: raw => {
    const annotations = annotationsOf(raw)
    return Object.keys(annotations)
      .filter(key => /^stork\.(?:lib)?openstorage\.(?:org|io)\/migration-?replicas$/i.test(key) && key !== right)
      .map(key => {
        const path = ['metadata', 'annotations', key]
        const fix = Object.hasOwn(annotations, right) ? undefined : fixPlan('Correct the key', renameKey(path, right))
        return atKey(path, `\`${key}\` is read by nobody: activating the application would start no pods.`, fix)
      })
  },
})
