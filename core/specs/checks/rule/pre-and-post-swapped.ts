/** A rule that thaws before the snapshot and one that freezes after it: the two names have changed places. */

import { at, check } from '../../check.ts'
import type { Neighbour } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf, usesOf } from '../../rule-command.ts'
import { ruleNamed, snapshotOwner } from '../../snapshot-owner.ts'

export const preAndPostSwapped = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/pre-and-post-swapped',
  severity: 'error',
  help: 'Run the rule that freezes before the snapshot, and the one that thaws after it.',
  find: (_, { raw, facts }) => {
    const owner = snapshotOwner(raw)
    const pre = owner?.rules.find(({ when }) => when === 'pre')
    const post = owner?.rules.find(({ when }) => when === 'post')
    if (owner === undefined || pre === undefined || post === undefined) return []
    const first = ruleNamed(facts, owner, pre.name)
    const last = ruleNamed(facts, owner, post.name)
    if (first === undefined || last === undefined || !onlyThaws(first) || !freezes(last)) return []
    const swap = fixPlan('Exchange the two', setValue(pre.path, post.name), setValue(post.path, pre.name))
    return [at(pre.path, `\`${pre.name}\` thaws before the snapshot, and \`${post.name}\` freezes after it.`, swap)]
  },
})

function freezes(rule: Neighbour): boolean {
  return actionsOf(rule).some(({ study }) => locksOf(study).length > 0)
}

function onlyThaws(rule: Neighbour): boolean {
  return !freezes(rule) && actionsOf(rule).some(({ study }) => usesOf(study, 'thaw').length > 0)
}
