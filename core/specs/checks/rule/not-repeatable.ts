/** A freeze that adds up or fails when it is run again. STORK runs a foreground command up to twelve times. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'

export const notRepeatable = check(rule, {
  code: 'rule/not-repeatable',
  severity: 'information',
  executors: ['stork'],
  help: 'Look first whether it is frozen already, and let the thaw run until nothing is frozen.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, background, study }) => {
      if (background || study.shell.list.some(({ is }) => is === 'branch' || is === 'loop')) return []
      const lock = locksOf(study).find(
        ({ use, call }) => !use.command.repeatable && use.command.scope !== 'session' && !call.onlyOnFailure,
      )
      if (lock === undefined) return []
      const { id, spelled } = lock.use.command
      const twice = id === 'mongodb/fsync-lock' ? 'adds another lock each time' : 'fails when it is on already'
      return [at([...path, 'value'], `STORK repeats a failed command up to 12 times, and \`${spelled}\` ${twice}.`)]
    }),
})
