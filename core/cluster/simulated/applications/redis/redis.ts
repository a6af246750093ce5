/** The Redis model: a dump, or an append-only file with its base, and `redis-cli`. */

import type { Application } from '../application.ts'
import { recover } from '../checkpoints/recovery.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { inspectWith } from '../recovery.ts'
import { redisCli } from './client.ts'
import { understoodCommands } from './commands.ts'
import { advanceDatabase, flushFile, type RedisState, startDatabase } from './database.ts'
import { filesOf } from './layout.ts'
import { ledgerOf } from './ledger.ts'

/** How long after a requested save a copy still counts as taken behind it. */
const behindSaveMs = 10_000

export const redisApplication: Application<RedisState> = {
  name: 'redis',
  runs: (image, containerName) =>
    !/sentinel/i.test(`${image} ${containerName}`) && imageIs(/redis|valkey|keydb/, image, containerName),
  understands: [...understoodCommands.map(command => `redis-cli ${command}`), 'sync, fsfreeze -f|-u PATH'],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  frozen: state => state.pausedUntil !== undefined || state.frozenPaths.length > 0,
  ledger: ledgerOf,
  inspect: inspectWith(filesOf, recover, ({ root, writes, replayed, journaled }) => {
    const facts = { dumpWrites: root.write }
    const saved = root.askedAt === undefined ? {} : { quiescedUntil: root.askedAt + behindSaveMs }
    const quiesced = root.askedAt !== undefined
    if (!journaled)
      return {
        ...saved,
        quiesced,
        facts,
        text: `Redis loads its dump, which was saved ${quiesced ? 'because somebody asked for it' : 'by itself'} and holds ${writes} writes.`,
      }
    const text = `Redis loads the base of its append-only file with ${root.write} writes and ${replayed} from the file itself; all ${writes} are there.`
    return { ...saved, quiesced, facts, text }
  }),
  programs: {
    'redis-cli': redisCli,
    'valkey-cli': redisCli,
    'keydb-cli': redisCli,
    ...fileSystemPrograms<RedisState>({
      flush: (state, volumes, _paths, _freeze, now) => flushFile(state, volumes, now),
    }),
  },
}
