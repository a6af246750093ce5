/** A command that starts work and returns. The snapshot then finds the file of the time before, or a half-written one. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { usesOf } from '../../rule-command.ts'

const looks = /\blastsave\b|bgsave_in_progress|aof_rewrite_in_progress/i

export const bgsaveWithoutWait = check(rule, {
  code: 'rule/bgsave-without-wait',
  severity: 'warning',
  help: 'Wait until `redis-cli INFO persistence` shows `rdb_bgsave_in_progress:0`, or use `SAVE`, which returns when it is done.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, study }) => {
      const [begun] = usesOf(study, 'begin')
      if (begun === undefined || looks.test(value)) return []
      const message = `\`${begun.use.command.spelled}\` returns before it is done: the snapshot may hold the old file.`
      return [at([...path, 'value'], message)]
    }),
})
