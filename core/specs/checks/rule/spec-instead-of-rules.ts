/** The form of the first STORK releases. Today it decodes to an empty rule, which succeeds without running anything. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move, remove, renameKey } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'

export const specInsteadOfRules = check(rule, {
  code: 'rule/spec-instead-of-rules',
  severity: 'error',
  help: 'Put the items under the top-level key `rules`. The form with `spec` is from before STORK 2.1.',
  find: (_, { raw }) => {
    if (!Object.hasOwn(raw, 'spec')) return []
    const message = 'A Rule has no `spec`: this one runs nothing, and the snapshot becomes ready all the same.'
    return [atKey('spec', message, fixOf(raw.spec, Object.hasOwn(raw, 'rules')))]
  },
})

function fixOf(spec: unknown, hasRules: boolean) {
  if (hasRules) return undefined
  if (Array.isArray(spec)) return fixPlan('Rename spec to rules', renameKey('spec', 'rules'))
  if (!isMap(spec) || !Array.isArray(spec.rules)) return undefined
  const emptied = Object.keys(spec).length === 1 ? [remove('spec')] : []
  return fixPlan('Move the rules out of spec', move('spec.rules', 'rules'), ...emptied)
}
