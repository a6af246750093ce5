/**
 * A background action that never says where to wait. STORK refuses it when it runs, half a minute into the snapshot;
 * the lock it was to hold is gone with the command.
 */

import { at, check } from '../../check.ts'
import { fixPlan, remove, setValue } from '../../fix-plan.ts'
import { holdInSession } from '../../hold-in-session.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf, type RuleAction } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'
import { waitCommand } from '../../wait-command.ts'
import { misspeltWait } from './wait-unbraced.ts'

export const backgroundWithoutWait = check(rule, {
  code: 'rule/background-without-wait',
  severity: 'error',
  help: `Put \`${waitCommand}\` where the command holds its lock, in the same client session, or run it in the foreground.`,
  find: (_, { raw }) =>
    actionsOf(raw)
      .filter(({ background, value, study }) => background && value !== '' && !study.waits && !misspeltWait.test(value))
      .map(action => {
        const message = `This action runs in the background but has no \`${waitCommand}\` to wait at, so the rule fails.`
        return at([...action.path, 'value'], message, fixOf(action))
      }),
})

function fixOf({ path, value, study }: RuleAction) {
  const holding = holdInSession(value)
  if (holding !== undefined) return fixPlan('Wait while the lock is held', setValue([...path, 'value'], holding))
  if (locksOf(study).length > 0) return undefined
  return fixPlan('Run it in the foreground', remove([...path, 'background']))
}
