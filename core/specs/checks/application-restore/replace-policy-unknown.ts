/** A replace policy that a restore does not have. It is taken as Retain, so what is there stays. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { applicationRestore } from '../../kinds/application-restore.ts'
import { nearest } from '../../nearest.ts'
import { isSpelledOut } from '../../placeholder.ts'

export const replacePolicyUnknown = check(applicationRestore, {
  code: 'application-restore/replace-policy-unknown',
  severity: 'error',
  help: 'Write Retain or Delete. Fail exists for an ApplicationClone only.',
  find: ({ spec }) => {
    const policy: string = spec?.replacePolicy ?? 'Retain'
    if (policy === 'Retain' || policy === 'Delete' || !isSpelledOut(policy)) return []
    const meant = nearest(policy, ['Retain', 'Delete'])
    const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue('spec.replacePolicy', meant))
    return [
      at('spec.replacePolicy', `A restore has no policy \`${policy}\`: objects that are there stay as they are.`, fix),
    ]
  },
})
