/** The Cassandra model: a commit log, memtables and data files that never change, and `nodetool`. */

import type { Application } from '../application.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { inspectWith, type Whole } from '../recovery.ts'
import { durableLedger } from '../rhythm.ts'
import { cqlsh } from './cqlsh.ts'
import { advanceDatabase, type CassandraState, startDatabase } from './database.ts'
import { filesOf } from './layout.ts'
import { nodetool, understoodCommands } from './nodetool.ts'
import { type Recovery, recover } from './recovery.ts'

export const cassandraApplication: Application<CassandraState> = {
  name: 'cassandra',
  runs: (image, containerName) => imageIs(/cassandra|scylla|dse/, image, containerName),
  understands: [
    ...understoodCommands.map(command => `nodetool ${command}`),
    "cqlsh -e 'DESCRIBE KEYSPACES'",
    'sync, fsfreeze -f|-u PATH',
  ],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  frozen: state => state.drained || state.frozenPaths.length > 0,
  // The commit log is synced in batch mode: a write is on disk before it is acknowledged, so all are promised.
  ledger: durableLedger,
  inspect: inspectWith(filesOf, recover, tell),
  programs: { nodetool, cqlsh, ...fileSystemPrograms<CassandraState>() },
}

/** How long after a requested flush a copy still counts as taken behind it. */
const behindFlushMs = 10_000

/**
 * Cassandra goes on writing after a flush, so a copy taken behind one always has a few newer writes in its commit log. It
 * is called quiesced (our decision) when the last flush was asked for and its log holds no more than seconds of writes.
 */
function tell(found: Extract<Recovery, { found: 'database' }>): Pick<Whole, 'quiesced' | 'text' | 'facts'> {
  const { manifest, replayed, writes } = found
  const live = manifest.tables.filter(table => table.tag === undefined).length
  const behindMs = (found.lastReplayedAt ?? manifest.flushedAt) - manifest.flushedAt
  const flushed = manifest.onRequest && behindMs <= behindFlushMs
  const inStep = replayed === 0 && found.logEnd === manifest.upTo
  const text =
    flushed || inStep
      ? `Cassandra opens it as it was flushed: its ${live} data files hold all ${manifest.upTo} writes made before${newer(replayed)}.`
      : `Cassandra recovers it: ${replayed} writes come back from the commit log, and all ${writes} are there.`
  const facts = { dataFiles: live, dataUpTo: manifest.upTo }
  return { quiesced: flushed || inStep, text, facts }
}

const newer = (replayed: number): string =>
  replayed === 0 ? '' : `; ${replayed} newer writes come back from the commit log`
