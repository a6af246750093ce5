/** The MongoDB model: a journal and checkpoints after WiredTiger, a lock that belongs to the server, and the shells. */

import type { Application } from '../application.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { durableLedger } from '../rhythm.ts'
import { mongo, mongosh } from './clients.ts'
import { advanceDatabase, type MongodbState, startDatabase } from './database.ts'
import { filesOf } from './layout.ts'
import { recover } from './recovery.ts'
import { understoodExpressions } from './shell-language.ts'

export const mongodbApplication: Application<MongodbState> = {
  name: 'mongodb',
  runs: (image, containerName) => imageIs(/mongo|mongodb|mongod/, image, containerName),
  understands: [...understoodExpressions.map(text => `mongosh --eval '${text}'`), 'sync, fsfreeze -f|-u PATH'],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  frozen: state => state.lockCount > 0 || state.frozenPaths.length > 0,
  // Every write is in the journal before it is acknowledged, so all of them are promised.
  ledger: durableLedger,
  inspect(volumes) {
    const files = filesOf(volumes)
    const found = files === undefined ? ({ found: 'nothing' } as const) : recover(files)
    if (found.found === 'nothing') return { condition: 'empty' }
    if (found.found === 'damage') return { condition: 'torn', because: found.because, facts: found.facts }
    const facts = { checkpoint: found.root.number, checkpointWrite: found.root.write }
    const quiesced = found.replayed === 0
    const text = quiesced
      ? `MongoDB opens it as it is: checkpoint ${found.root.number} holds all ${found.writes} writes.`
      : `MongoDB recovers it: ${found.replayed} writes come back from the journal after checkpoint ${found.root.number}, and all ${found.writes} are there.`
    return { condition: 'whole', quiesced, writes: found.writes, replayed: found.replayed, text, facts }
  },
  programs: { mongo, mongosh, ...fileSystemPrograms<MongodbState>() },
}
