/** Crash recovery of the MySQL model: from the last checkpoint on, every redo record is applied to the page it names. */

import { sequence } from '../sequence.ts'
import { newestRecord, recordOf } from '../write-ahead-log.ts'
import {
  type Files,
  lsn,
  type Page,
  pageOf,
  pages,
  readCheckpoint,
  readHeader,
  readPage,
  rows,
  rowsPerPage,
} from './layout.ts'

export type Recovery =
  | { readonly found: 'nothing' }
  | { readonly found: 'damage'; readonly because: string; readonly facts: Readonly<Record<string, number>> }
  | {
      readonly found: 'database'
      readonly seed: number
      /** The database holds the writes 1 to `writes`. */
      readonly writes: number
      readonly checkpoint: number
      readonly checkpointNumber: number
      readonly pages: readonly Page[]
      /** Writes that only the log had: their page on disk was older. */
      readonly replayed: number
    }

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const header = readHeader(files)
  const checkpoint = readCheckpoint(files)
  // A database that was interrupted while it was made has at most its first checkpoint.
  const began = typeof checkpoint !== 'string' && checkpoint.write > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank')
    return damage('There is a redo log but no data: the data volume is not from the same database.')
  if (header === 'damaged') return damage('The header of the data files is damaged, or they are not MySQL’s.')
  if (header.separateLog !== files.separateLog)
    return damage(
      header.separateLog
        ? 'The redo log is on another volume, which is not part of this copy.'
        : 'The redo log belongs on the data volume, but another volume is mounted for it.',
    )
  if (typeof checkpoint === 'string') return damage('The redo log holds no sound checkpoint.')
  if (checkpoint.seed !== header.seed) return damage('The redo log belongs to another database than the data.')
  return replay(files, header.seed, checkpoint.write, checkpoint.number)
}

function replay(files: Files, seed: number, checkpoint: number, checkpointNumber: number): Recovery {
  const found = Array.from({ length: pages }, (_, number) => readPage(files, seed, number))
  const broken = found.indexOf('damaged')
  if (broken >= 0) return damage(`Page ${broken} is damaged: its checksum does not fit.`, { page: broken })
  const database = found.filter(page => page !== 'damaged')
  const end = Math.max(checkpoint, newestRecord(files.log, seed))
  const ahead = database.find(page => page.newest > end)
  if (ahead !== undefined)
    return damage(
      `Page ${ahead.number} is from the future: its LSN is ${lsn(ahead.newest)}, but the redo log ends at LSN ${lsn(end)}.`,
      { page: ahead.number, pageLsn: lsn(ahead.newest), logEndLsn: lsn(end) },
    )
  const all = sequence(seed, rows)
  let replayed = 0
  for (let write = checkpoint + 1; write <= end; write++) {
    const record = recordOf(files.log, seed, write)
    if (record === undefined)
      return damage(
        `The redo log has a hole: its checkpoint is at LSN ${lsn(checkpoint)} and it ends at LSN ${lsn(end)}, but the record at LSN ${lsn(write)} is gone.`,
        { checkpointLsn: lsn(checkpoint), missingLsn: lsn(write), logEndLsn: lsn(end) },
      )
    const row = all.rowOf(write)
    const page = database[pageOf(row)]
    if (page === undefined || page.newest >= write) continue
    if (page.newest !== record.before) return tooOld(page, record.before, checkpoint)
    page.newest = write
    page.writes[row % rowsPerPage] = write
    replayed += 1
  }
  // What the log no longer mentions must have been in the pages already: nothing but the rows themselves can tell.
  for (const page of database)
    for (const [index, write] of page.writes.entries()) {
      const due = all.newestIn(page.number * rowsPerPage + index, end)
      if (write !== due) return tooOld(page, due, checkpoint)
    }
  return { found: 'database', seed, writes: end, checkpoint, checkpointNumber, pages: database, replayed }
}

function tooOld(page: Page, needed: number, checkpoint: number): Recovery {
  return damage(
    `Page ${page.number} is too old: its LSN is ${lsn(page.newest)} and it misses the write at LSN ${lsn(needed)}, but the redo log starts at its checkpoint, LSN ${lsn(checkpoint)}.`,
    { page: page.number, pageLsn: lsn(page.newest), missingLsn: lsn(needed), checkpointLsn: lsn(checkpoint) },
  )
}

function damage(because: string, facts: Readonly<Record<string, number>> = {}): Recovery {
  return { found: 'damage', because, facts }
}
