/**
 * A wait that starts together with the lock, in a pipe or beside a client in the background. The rule goes on as soon
 * as the wait is reached, and the client may not even have logged in by then.
 */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { locksAndWaits } from '../../lock-and-wait.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

export const waitBesideSession = check(rule, {
  code: 'rule/wait-beside-session',
  severity: 'warning',
  help: `Let the client itself start the wait once it has the lock: with mysql as \`system ${waitCommand}\`, with psql as \`\\! sh ${waitCommand}\`.`,
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const pairs = locksAndWaits(study)
      const beside = pairs.find(({ relation }) => relation === 'beside')
      if (beside === undefined || pairs.some(({ relation }) => relation !== 'beside')) return []
      const { spelled } = beside.lock.use.command
      const message = `\`${waitCommand}\` does not wait for \`${spelled}\`: it may be reached before the lock is taken.`
      return [at([...path, 'value'], message)]
    }),
})
