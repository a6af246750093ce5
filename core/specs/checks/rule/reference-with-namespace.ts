/** A rule named together with its namespace. It is taken for the name of a Rule, which no Rule can have. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rulesNamedBy, ruleUserKinds } from '../../rule-users.ts'

export const referenceWithNamespace = check(ruleUserKinds, {
  code: 'rule/reference-with-namespace',
  severity: 'error',
  help: 'Write the name of the Rule alone; it is looked up in the namespace of the object.',
  find: (_, { raw }) =>
    rulesNamedBy(raw).flatMap(({ name, path }) => {
      const [namespace, rule, ...more] = name.split('/')
      if (rule === undefined) return []
      const fix =
        rule !== '' && more.length === 0 && namespace === namespaceOf(raw)
          ? fixPlan('Remove the namespace', setValue(path, rule))
          : undefined
      return [at(path, `No Rule can be called \`${name}\`: rules are named without their namespace.`, fix)]
    }),
})
