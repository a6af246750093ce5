/** The MongoDB model: a journal and checkpoints after WiredTiger, a lock that belongs to the server, and the shells. */

import type { Application } from '../application.ts'
import { recover } from '../checkpoints/recovery.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { inspectWith } from '../recovery.ts'
import { durableLedger } from '../rhythm.ts'
import { mongo, mongosh } from './clients.ts'
import { advanceDatabase, type MongodbState, startDatabase } from './database.ts'
import { filesOf } from './layout.ts'
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
  inspect: inspectWith(filesOf, recover, ({ root, writes, replayed }) => {
    const facts = { checkpoint: root.number, checkpointWrite: root.write }
    const quiesced = replayed === 0
    const text = quiesced
      ? `MongoDB opens it as it is: checkpoint ${root.number} holds all ${writes} writes.`
      : `MongoDB recovers it: ${replayed} writes come back from the journal after checkpoint ${root.number}, and all ${writes} are there.`
    return { quiesced, text, facts }
  }),
  programs: { mongo, mongosh, ...fileSystemPrograms<MongodbState>() },
}
