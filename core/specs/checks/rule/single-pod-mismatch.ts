/** A freeze in one pod with a thaw in all, or the other way round. What was frozen and what is thawed may differ. */

import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf, usesOf } from '../../rule-command.ts'
import { ownersOfRule, ruleNamed } from '../../snapshot-owner.ts'

export const singlePodMismatch = check(rule, {
  code: 'rule/single-pod-mismatch',
  severity: 'warning',
  help: 'Freeze and thaw the same pods: set `runInSinglePod` in both rules or in neither.',
  find: (_, { raw, facts }) => {
    const partners = ownersOfRule(facts, raw)
      .filter(({ reference }) => reference.when === 'pre')
      .flatMap(({ owner }) =>
        owner.rules.filter(({ when }) => when === 'post').map(({ name }) => ruleNamed(facts, owner, name)),
      )
    const thaws = partners.flatMap(post =>
      post === undefined ? [] : actionsOf(post).map(action => ({ post, action })),
    )
    return actionsOf(raw).flatMap(({ path, action, study }) => {
      const here = action.runInSinglePod === true
      const undone = locksOf(study).flatMap(({ use }) => use.command.undoneBy)
      const different = thaws.find(
        ({ action: thaw }) =>
          (thaw.action.runInSinglePod === true) !== here &&
          usesOf(thaw.study, 'thaw').some(({ use }) => undone.includes(use.command.id)),
      )
      if (different === undefined) return []
      const message = here
        ? `This freezes one pod, and the rule \`${nameOf(different.post)}\` thaws all of them.`
        : `This freezes all pods, and the rule \`${nameOf(different.post)}\` thaws only one of them.`
      return [at([...path, here ? 'runInSinglePod' : 'value'], message)]
    })
  },
})
