/** Replaying a log over pages that were written in place: every record is applied to the page it names. */

import { firstStale, type Page, pageOf, rowsPerPage } from '../pages.ts'
import { damage, type Recovered } from '../recovery.ts'
import { sequence } from '../sequence.ts'
import { newestRecord, recordOf } from '../write-ahead-log.ts'
import { type Files, pages, readPage, rows } from './layout.ts'

export type Recovery = Recovered<{
  readonly checkpoint: number
  readonly checkpointNumber: number
  readonly pages: readonly Page[]
}>

/** How the database calls its log and counts in it. */
export type LogWords = {
  readonly log: string
  /** What a position in the log is called, and how it is written. */
  readonly position: string
  readonly at: (write: number) => number | string
  /** Names of facts about pages and log. */
  readonly facts: (facts: LogFacts) => Readonly<Record<string, number>>
}

export type LogFacts = {
  readonly page?: number
  readonly pageAt?: number
  readonly missing?: number
  readonly checkpoint?: number
  readonly logEnd?: number
}

export type From = { readonly seed: number; readonly checkpoint: number; readonly checkpointNumber: number }

export function replay(files: Files, { seed, checkpoint, checkpointNumber }: From, words: LogWords): Recovery {
  const { log, position, at, facts } = words
  const found = Array.from({ length: pages }, (_, number) => readPage(files, seed, number))
  const broken = found.indexOf('damaged')
  if (broken >= 0) return damage(`Page ${broken} is damaged: its checksum does not fit.`, { page: broken })
  const database = found.filter(page => page !== 'damaged')
  const end = Math.max(checkpoint, newestRecord(files.log, seed))
  const ahead = database.find(page => page.newest > end)
  if (ahead !== undefined)
    return damage(
      `Page ${ahead.number} is from the future: its ${position} is ${at(ahead.newest)}, but the ${log} ends at ${position} ${at(end)}.`,
      facts({ page: ahead.number, pageAt: ahead.newest, logEnd: end }),
    )
  const all = sequence(seed, rows)
  let replayed = 0
  for (let write = checkpoint + 1; write <= end; write++) {
    const record = recordOf(files.log, seed, write)
    if (record === undefined)
      return damage(
        `The ${log} has a hole: its checkpoint is at ${position} ${at(checkpoint)} and it ends at ${position} ${at(end)}, but the record at ${position} ${at(write)} is gone.`,
        facts({ checkpoint, missing: write, logEnd: end }),
      )
    const row = all.rowOf(write)
    const page = database[pageOf(row)]
    if (page === undefined || page.newest >= write) continue
    if (page.newest !== record.before) return tooOld(page, record.before, checkpoint, words)
    page.newest = write
    page.writes[row % rowsPerPage] = write
    replayed += 1
  }
  // What the log no longer mentions must have been in the pages already: nothing but the rows themselves can tell.
  const stale = firstStale(database, all, end)
  if (stale !== undefined) return tooOld(stale.page, stale.due, checkpoint, words)
  return { found: 'database', seed, writes: end, checkpoint, checkpointNumber, pages: database, replayed }
}

function tooOld(page: Page, missing: number, checkpoint: number, { log, position, at, facts }: LogWords): Recovery {
  return damage(
    `Page ${page.number} is too old: its ${position} is ${at(page.newest)} and it misses the write at ${position} ${at(missing)}, but the ${log} starts at its checkpoint, ${position} ${at(checkpoint)}.`,
    facts({ page: page.number, pageAt: page.newest, missing, checkpoint }),
  )
}
