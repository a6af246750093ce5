/** A wait that is reached only when the command before it fails. In the good case nothing ever waits. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

export const waitAfterOr = check(rule, {
  code: 'rule/wait-after-or',
  severity: 'warning',
  help: 'Join the lock and the wait with `&&`, so that the wait follows a lock that was taken.',
  find: (_, { raw }) =>
    actionsOf(raw)
      .filter(({ study }) => study.calls.some(call => call.waitsAt !== undefined && call.onlyOnFailure && !call.atExit))
      .map(({ path }) =>
        at(
          [...path, 'value'],
          `\`${waitCommand}\` stands behind \`||\`: it is reached only when the command before it fails.`,
        ),
      ),
})
