/** A rule name that no Rule of the files has, beside one with almost the same name. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rulesNear } from '../../rule-reference.ts'
import { ruleUserKinds } from '../../rule-users.ts'

export const referenceNearMiss = check(ruleUserKinds, {
  code: 'rule/reference-near-miss',
  severity: 'warning',
  help: 'Correct the name. If a Rule of that name exists elsewhere, nothing is wrong.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, meant }) => {
      if (meant === undefined) return []
      const message = `No Rule is called \`${reference.name}\` here; did you mean \`${meant}\`?`
      return [at(reference.path, message, fixPlan(`Change to ${meant}`, setValue(reference.path, meant)))]
    }),
})
