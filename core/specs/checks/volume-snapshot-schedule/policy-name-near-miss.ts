/** A policy whose name is almost one that is known. Nothing runs, and a warning comes on every pass. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { policyOf } from '../../followed-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const policyNameNearMiss = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/policy-name-near-miss',
  severity: 'error',
  help: 'Name the policy exactly.',
  find: (_, { raw, facts }) => {
    const named = policyOf(facts, raw)
    if (named?.meant === undefined) return []
    const path = 'spec.schedulePolicyName'
    const fix = fixPlan(`Write \`${named.meant}\``, setValue(path, named.meant))
    return [at(path, `There is no policy \`${named.name}\`, but there is \`${named.meant}\`.`, fix)]
  },
})
