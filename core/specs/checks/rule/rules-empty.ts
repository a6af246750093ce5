/** A Rule without items. It counts as having run, so the snapshot is taken of an application that nobody asked. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'

export const rulesEmpty = check(rule, {
  code: 'rule/rules-empty',
  severity: 'error',
  help: 'Add an item with a `podSelector` and at least one action, or remove the Rule and what refers to it.',
  find: (_, { raw }) => {
    if (!Object.hasOwn(raw, 'rules')) return []
    const empty = raw.rules === null || (Array.isArray(raw.rules) && raw.rules.length === 0)
    return empty ? [at('rules', 'The Rule has no items: it runs nothing and counts as successful.')] : []
  },
})
