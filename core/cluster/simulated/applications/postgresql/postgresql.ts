/** The PostgreSQL model: WAL and pages, checkpoints, backups that a session holds, and the clients. */

import type { Application, MountedVolumes } from '../application.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { readHeader } from '../in-place/layout.ts'
import { inspectWith } from '../recovery.ts'
import { durableLedger } from '../rhythm.ts'
import { pgIsReady, psql } from './clients.ts'
import { advanceDatabase, type PostgresqlState, startDatabase } from './database.ts'
import { filesOf, lsn, readLabel, writeAt, writeLabel } from './layout.ts'
import { recover } from './recovery.ts'
import { understoodStatements } from './statements.ts'

export const postgresqlApplication: Application<PostgresqlState> = {
  name: 'postgresql',
  runs: (image, containerName) => imageIs(/postgres|postgresql|timescaledb|postgis/, image, containerName),
  understands: [
    ...understoodStatements.map(statement => `psql -c '${statement}'`),
    'pg_isready',
    'sync, fsfreeze -f|-u PATH',
  ],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  // Neither a checkpoint nor a backup stops writers.
  frozen: state => state.frozenPaths.length > 0,
  // Every commit is in the WAL before it is acknowledged, so all of them are promised.
  ledger: durableLedger,
  inspect(volumes) {
    const found = inspect(volumes)
    const files = filesOf(volumes)
    if (found.condition !== 'whole' || files === undefined || readLabel(files.mounts.data.device) === 'blank')
      return found
    return { ...found, quiesced: false, text: `${found.text} It began where its backup label says.` }
  },
  programs: { psql, pg_isready: pgIsReady, ...fileSystemPrograms<PostgresqlState>() },
}

const inspect = inspectWith(filesOf, recover, ({ writes, checkpoint, replayed }) => {
  const records = writes - checkpoint
  const quiesced = records === 0
  const text = quiesced
    ? `PostgreSQL opens it as it is: all ${writes} writes are in its pages and the WAL has nothing to replay.`
    : `PostgreSQL recovers it: redo starts at ${lsn(checkpoint)} and reads ${records} records, ${replayed} of them were in no page yet, and all ${writes} writes are there.`
  return { quiesced, text, facts: { checkpointWrite: checkpoint, walEnd: writes, records } }
})

/**
 * Puts a backup label into a copy, as one has to before starting it when the label was the client's to keep: the text is
 * what `pg_backup_stop()` gave. False when the text says no position or the copy is no PostgreSQL.
 */
export function placeBackupLabel(volumes: MountedVolumes, text: string): boolean {
  const files = filesOf(volumes)
  const write = writeAt(/START WAL LOCATION: (\S+)/.exec(text)?.[1] ?? '')
  const header = files && readHeader(files)
  if (files === undefined || write === undefined || typeof header !== 'object') return false
  writeLabel(files.mounts.data.device, { seed: header.seed, write })
  return true
}
