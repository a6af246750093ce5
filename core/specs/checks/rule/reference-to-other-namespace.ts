/** A rule that exists, in another namespace. Rules are looked up in the namespace of the object that names them only. */

import { at, check } from '../../check.ts'
import { rulesNear } from '../../rule-reference.ts'
import { ruleUserKinds } from '../../rule-users.ts'

export const referenceToOtherNamespace = check(ruleUserKinds, {
  code: 'rule/reference-to-other-namespace',
  severity: 'warning',
  help: 'Create the Rule in that namespace too; it also chooses its pods there.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, elsewhere, namespace }) => {
      if (elsewhere === undefined) return []
      const message = `The Rule \`${reference.name}\` is in \`${elsewhere}\`, and it is looked for in \`${namespace}\`.`
      return [at(reference.path, message)]
    }),
})
