/** An unlock of something that another session holds, or held. It changes nothing and reports success. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { quiesceCommands } from '../../quiesce-commands.ts'
import { actionsOf } from '../../rule-actions.ts'
import { type Call, type QuiesceUse, usesOf } from '../../rule-command.ts'

export const unlockInOtherSession = check(rule, {
  code: 'rule/unlock-in-other-session',
  severity: 'warning',
  help: 'Remove it. A background action releases the lock when its session ends, so it needs no post rule.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const foreign = usesOf(study, 'thaw').find(
        thaw =>
          thaw.use.command.scope === 'session' && thaw.use.command.application !== 'PostgreSQL' && !ownsLock(thaw),
      )
      if (foreign === undefined) return []
      const message = `\`${foreign.use.command.spelled}\` ends locks of its own session only, and this session has none: it does nothing.`
      return [at([...path, 'value'], message)]
    }),
})

/** Whether the session took the lock itself, further up. */
export function ownsLock({ call, use }: { readonly call: Call; readonly use: QuiesceUse }): boolean {
  const undone = quiesceCommands.filter(({ undoneBy }) => undoneBy.includes(use.command.id)).map(({ id }) => id)
  return call.uses.some(earlier => earlier.at < use.at && undone.includes(earlier.command.id))
}
