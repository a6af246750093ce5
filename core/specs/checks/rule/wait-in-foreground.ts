/**
 * The wait in a foreground action. Nobody replaces it there, so the shell takes it for a variable without a value:
 * the command goes on at once and the lock is gone before the snapshot.
 */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

export const waitInForeground = check(rule, {
  code: 'rule/wait-in-foreground',
  severity: 'error',
  help: 'Set `background: true` on the action that waits.',
  find: (_, { raw }) =>
    actionsOf(raw)
      .filter(({ background, study }) => !background && study.waits)
      .map(({ path }) => {
        const message = `\`${waitCommand}\` is replaced in background actions only: here it is empty and nothing waits.`
        const fix = fixPlan('Add background: true', setValue([...path, 'background'], true))
        return at([...path, 'value'], message, fix)
      }),
})
