/** A rule name that none of the Rules at hand has, which are those of the same namespace. */

import { at, check } from '../../check.ts'
import { rulesNear } from '../../rule-reference.ts'
import { ruleUserKinds } from '../../rule-users.ts'

export const referenceNotInFiles = check(ruleUserKinds, {
  code: 'rule/reference-not-in-files',
  severity: 'information',
  help: 'Check the name. A snapshot whose rule is missing fails and is tried again for ever.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, meant, elsewhere, absent, siblings }) => {
      if (absent || meant !== undefined || elsewhere !== undefined || siblings.length === 0) return []
      const known = siblings.slice(0, 3).map(name => `\`${name}\``)
      const more = siblings.length > 3 ? ' and others' : ''
      return [
        at(reference.path, `\`${reference.name}\` is not among the Rules in the files: ${known.join(', ')}${more}.`),
      ]
    }),
})
