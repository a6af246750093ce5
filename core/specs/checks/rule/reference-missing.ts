/** A rule that does not exist, where all Rules are known. The snapshot fails before anything is run, and is tried again. */

import { at, check } from '../../check.ts'
import { rulesNear } from '../../rule-reference.ts'
import { ruleUserKinds } from '../../rule-users.ts'

export const referenceMissing = check(ruleUserKinds, {
  code: 'rule/reference-missing',
  severity: 'error',
  help: 'Create the Rule in the namespace of the object, or name one that is there.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, absent, namespace, meant, elsewhere }) => {
      // Where it was probably meant or is, other checks say, each with what to do about it.
      if (!absent || meant !== undefined || elsewhere !== undefined) return []
      const where = namespace === undefined ? '' : ` in \`${namespace}\``
      return [at(reference.path, `There is no Rule \`${reference.name}\`${where}.`)]
    }),
})
