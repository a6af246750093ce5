/** A selector that a fix left open because no file says which pods use the claim. No pod carries such a label. */

import { at, check } from '../../check.ts'
import { entry } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { todoLabel } from '../../legacy-command.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'

export const todoSelector = check(rule, {
  code: 'rule/todo-selector',
  severity: 'error',
  help: 'Replace the label TODO by the labels that the pods of the application carry.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const selector = [...path, 'podSelector']
      const open = entry(valueAt(raw, selector), todoLabel) !== undefined
      return open
        ? [at([...selector, todoLabel], 'This selector is not filled in: no pod carries the label TODO.')]
        : []
    }),
})
