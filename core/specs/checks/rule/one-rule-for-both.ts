/** The same rule before and after the snapshot, although it freezes. What it froze, it freezes again. */

import { at, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'
import { ruleNamed, snapshotOwner } from '../../snapshot-owner.ts'

export const oneRuleForBoth = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/one-rule-for-both',
  severity: 'error',
  help: 'Name a rule after the snapshot that undoes what the first one did.',
  find: (_, { raw, facts }) => {
    const owner = snapshotOwner(raw)
    const pre = owner?.rules.find(({ when }) => when === 'pre')
    const post = owner?.rules.find(({ when }) => when === 'post')
    if (owner === undefined || pre === undefined || post === undefined || pre.name !== post.name) return []
    const named = ruleNamed(facts, owner, pre.name)
    const lock = (named === undefined ? [] : actionsOf(named)).flatMap(({ study }) => locksOf(study))[0]
    if (lock === undefined) return []
    const message = `\`${post.name}\` runs before and after the snapshot, and both times it does \`${lock.use.command.spelled}\`.`
    return [at(post.path, message)]
  },
})
