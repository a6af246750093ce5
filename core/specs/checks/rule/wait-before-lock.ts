/** A wait that comes before the lock: the snapshot starts, and the lock is asked for when it is over. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { locksAndWaits } from '../../lock-and-wait.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

export const waitBeforeLock = check(rule, {
  code: 'rule/wait-before-lock',
  severity: 'error',
  help: 'Take the lock first, then wait.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const pairs = locksAndWaits(study)
      const early = pairs.find(({ relation }) => relation === 'early')
      if (early === undefined || pairs.some(({ relation }) => relation === 'held')) return []
      const { spelled } = early.lock.use.command
      const message = `\`${waitCommand}\` is reached before \`${spelled}\`: the snapshot is taken without the lock.`
      return [at([...path, 'value'], message)]
    }),
})
