/** A policy that does not exist, where all policies are known. */

import { at, check } from '../../check.ts'
import { policyOf } from '../../followed-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const policyMissing = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/policy-missing',
  severity: 'error',
  help: 'Create the policy, or name one that is there. STORK makes default-daily-policy and others at its start.',
  find: (_, { raw, facts }) => {
    const named = policyOf(facts, raw)
    if (named === undefined || !named.absent || named.meant !== undefined) return []
    return [at('spec.schedulePolicyName', `There is no policy \`${named.name}\`, so nothing runs.`)]
  },
})
