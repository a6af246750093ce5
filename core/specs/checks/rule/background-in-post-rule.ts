/** A background action in a rule that a snapshot runs afterwards. There is nothing left to wait for, and STORK refuses it. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { ownersOfRule } from '../../snapshot-owner.ts'

export const backgroundInPostRule = check(rule, {
  code: 'rule/background-in-post-rule',
  severity: 'error',
  help: 'Run it in the foreground, or move it to the pre rule.',
  find: (_, { raw, facts }) => {
    const user = ownersOfRule(facts, raw).find(({ reference }) => reference.when === 'post')?.owner
    if (user === undefined) return []
    return actionsOf(raw)
      .filter(({ background }) => background)
      .map(({ path }) => {
        const message = `${user.kind} \`${user.name}\` runs this rule after the snapshot, where background actions are refused.`
        return at([...path, 'background'], message)
      })
  },
})
