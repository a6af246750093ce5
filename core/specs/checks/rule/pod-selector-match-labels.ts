/** `matchLabels` inside `podSelector`, as other kinds have it. Here labels stand directly under the key. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move, remove } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'

export const podSelectorMatchLabels = check(rule, {
  code: 'rule/pod-selector-match-labels',
  severity: 'error',
  help: 'Write the labels directly under `podSelector`.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const selector = [...path, 'podSelector']
      const nested = entry(valueAt(raw, selector), 'matchLabels')
      if (!isMap(nested)) return []
      const here = [...selector, 'matchLabels']
      const names = Object.keys(nested)
      const taken = names.some(name => entry(valueAt(raw, selector), name) !== undefined)
      const changes =
        names.length === 0 ? [remove(here)] : names.map(name => move([...here, name], [...selector, name]))
      const message = '`podSelector` is a plain map of labels: with `matchLabels` in it STORK cannot read the Rule.'
      return [atKey(here, message, taken ? undefined : fixPlan('Move the labels up', ...changes))]
    }),
})
