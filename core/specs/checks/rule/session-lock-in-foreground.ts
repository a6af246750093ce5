/**
 * A lock that belongs to a client session, taken by a foreground action. The rule goes on when the command has ended,
 * and with the command the session ends and the lock is gone, before the snapshot.
 */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { holdInSession } from '../../hold-in-session.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'
import { waitCommand } from '../../wait-command.ts'
import { misspeltWait } from './wait-unbraced.ts'

export const sessionLockInForeground = check(rule, {
  code: 'rule/session-lock-in-foreground',
  severity: 'error',
  help: `Run it in the background and wait inside the session, for example \`mysql -e 'FLUSH TABLES WITH READ LOCK; system ${waitCommand};'\`.`,
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, background, study }) => {
      // With a wait in it the background key is what is missing, and another check says so.
      if (background || study.waits || misspeltWait.test(value)) return []
      const lock = locksOf(study).find(({ call, use }) => use.command.scope === 'session' && !call.detached)
      if (lock === undefined) return []
      const here = [...path, 'value']
      const holding = holdInSession(value)
      const fix =
        holding === undefined
          ? undefined
          : fixPlan('Hold the lock in the background', setValue(here, holding), setValue([...path, 'background'], true))
      const message = `\`${lock.use.command.spelled}\` ends with its session, which ends with this command: nothing is locked when the snapshot is taken.`
      return [at(here, message, fix)]
    }),
})
