/** The MySQL model: redo log and pages after InnoDB, a read lock that belongs to its session, and the clients. */

import type { Application } from '../application.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { inspectWith } from '../recovery.ts'
import { durableLedger } from '../rhythm.ts'
import { mysqladmin } from './admin.ts'
import { mysql } from './clients.ts'
import { advanceDatabase, locked, type MysqlState, startDatabase } from './database.ts'
import { filesOf, lsn } from './layout.ts'
import { recover } from './recovery.ts'
import { understoodStatements } from './statements.ts'

export const mysqlApplication: Application<MysqlState> = {
  name: 'mysql',
  runs: (image, containerName) => imageIs(/mysql|mariadb|percona/, image, containerName),
  understands: [
    ...understoodStatements.map(statement => `mysql -e '${statement}'`),
    'mysqladmin ping|status|flush-tables|flush-logs',
    'sync, fsfreeze -f|-u PATH',
  ],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  frozen: state => locked(state) || state.frozenPaths.length > 0,
  // Every commit is in the redo log before it is acknowledged, so all of them are promised.
  ledger: durableLedger,
  inspect: inspectWith(filesOf, recover, ({ writes, checkpoint, replayed }) => {
    const records = writes - checkpoint
    const facts = { checkpointLsn: lsn(checkpoint), logEndLsn: lsn(writes), records }
    const quiesced = records === 0
    const text = quiesced
      ? `MySQL opens it as it is: all ${writes} writes are in its pages and the redo log has nothing to replay.`
      : `MySQL recovers it: it reads ${records} redo records from LSN ${facts.checkpointLsn} on, ${replayed} of them were in no page yet, and all ${writes} writes are there.`
    return { quiesced, text, facts }
  }),
  programs: { mysql, mariadb: mysql, mysqladmin, 'mariadb-admin': mysqladmin, ...fileSystemPrograms<MysqlState>() },
}
