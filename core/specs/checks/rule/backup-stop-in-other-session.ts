/** The end of a PostgreSQL backup in another session than its start. The server refuses it: no backup is in progress. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { usesOf } from '../../rule-command.ts'
import { waitCommand } from '../../wait-command.ts'
import { ownsLock } from './unlock-in-other-session.ts'

export const backupStopInOtherSession = check(rule, {
  code: 'rule/backup-stop-in-other-session',
  severity: 'error',
  help: `Start and stop the backup in one psql of a background action, with \`\\! sh ${waitCommand}\` in between.`,
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const foreign = usesOf(study, 'thaw').find(
        thaw => thaw.use.command.id === 'postgresql/backup-stop' && !ownsLock(thaw),
      )
      if (foreign === undefined) return []
      const message =
        '`pg_backup_stop()` works in the session that started the backup only: here the server refuses it.'
      return [at([...path, 'value'], message)]
    }),
})
