/** A policy that is not among the ones at hand. It may be in the cluster. */

import { at, check } from '../../check.ts'
import { policyOf } from '../../followed-policy.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const policyNotInFiles = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/policy-not-in-files',
  severity: 'information',
  help: 'Check the name. Without its policy a schedule does not run.',
  find: (_, { raw, facts }) => {
    const named = policyOf(facts, raw)
    if (named === undefined || named.policy !== undefined || named.absent || named.meant !== undefined) return []
    if (!named.othersKnown) return []
    return [at('spec.schedulePolicyName', `The policy \`${named.name}\` is not among those in the files.`)]
  },
})
