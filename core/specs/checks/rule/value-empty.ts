/** An action whose command is empty. `sh -c ''` succeeds, so nothing tells that nothing ran. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

export const valueEmpty = check(rule, {
  code: 'rule/value-empty',
  severity: 'error',
  help: 'Write the shell command to run, or remove the action.',
  find: (_, { raw }) =>
    actionsOf(raw)
      .filter(({ action }) => action.value !== undefined && action.value.trim() === '')
      .map(({ path }) => at([...path, 'value'], 'The command is empty: it succeeds and does nothing.')),
})
