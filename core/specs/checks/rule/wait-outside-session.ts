/** A wait after the client that took the lock has ended. Its session went with it, and so did the lock. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { locksAndWaits } from '../../lock-and-wait.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

export const waitOutsideSession = check(rule, {
  code: 'rule/wait-outside-session',
  severity: 'error',
  help: `Wait inside the client: with mysql as \`system ${waitCommand}\` behind the lock, with psql as \`\\! sh ${waitCommand}\`.`,
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const pairs = locksAndWaits(study)
      const late = pairs.find(({ relation }) => relation === 'late')
      if (late === undefined || pairs.some(({ relation }) => relation === 'held')) return []
      const { command } = late.lock.use
      const message = `\`${command.spelled}\` ends with its session: ${late.lock.call.program} has exited when \`${waitCommand}\` is reached, so nothing is locked.`
      return [at([...path, 'value'], message)]
    }),
})
