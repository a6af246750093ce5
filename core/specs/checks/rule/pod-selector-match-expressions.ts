/** Expressions inside `podSelector`. Rules choose pods by equal labels only. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove, setValue } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'
import { equalityLabels } from '../../selector-expressions.ts'

export const podSelectorMatchExpressions = check(rule, {
  code: 'rule/pod-selector-match-expressions',
  severity: 'error',
  help: 'Choose the pods by labels with one value each; several items can stand for several values.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const selector = [...path, 'podSelector']
      const expressions = entry(valueAt(raw, selector), 'matchExpressions')
      if (!Array.isArray(expressions)) return []
      const here = [...selector, 'matchExpressions']
      const labels = equalityLabels(expressions)
      const fix =
        labels &&
        fixPlan(
          'Write them as labels',
          ...Object.entries(labels).map(([name, value]) => setValue([...selector, name], value)),
          remove(here),
        )
      return [
        atKey(here, 'A Rule chooses pods by equal labels only: STORK cannot read it with `matchExpressions`.', fix),
      ]
    }),
})
