/** Recovery of the MongoDB model: the newest checkpoint, and every write the journal has after it. */

import { sequence } from '../sequence.ts'
import { newestRecord, recordOf } from '../write-ahead-log.ts'
import {
  type Files,
  type Page,
  pageOf,
  type Root,
  readHeader,
  readJournalHeader,
  readPage,
  readRoot,
  rows,
  rowsPerPage,
} from './layout.ts'

export type Recovery =
  | { readonly found: 'nothing' }
  | { readonly found: 'damage'; readonly because: string; readonly facts: Readonly<Record<string, number>> }
  | {
      readonly found: 'database'
      readonly seed: number
      readonly writes: number
      readonly root: Root
      readonly replayed: number
    }

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const header = readHeader(files)
  const journal = readJournalHeader(files)
  // A database that was interrupted while it was made has at most an empty journal.
  const began = typeof journal !== 'string' && newestRecord(files.journal, journal.seed) > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank')
    return damage('There is a journal but no data: the data volume is not from the same database.')
  if (header === 'damaged') return damage('The header of the data files is damaged, or they are not MongoDB’s.')
  if (header.separateJournal !== files.separateJournal)
    return damage(
      header.separateJournal
        ? 'The journal is on another volume, which is not part of this copy.'
        : 'The journal belongs on the data volume, but another volume is mounted for it.',
    )
  const root = readRoot(files)
  if (typeof root === 'string') return damage('There is no sound checkpoint.')
  if (typeof journal === 'string') return damage('The journal has no sound header.')
  if (journal.seed !== header.seed) return damage('The journal belongs to another database than the data.')
  return replay(files, header.seed, root, journal.startsAt)
}

function replay(files: Files, seed: number, root: Root, journalStart: number): Recovery {
  const found = root.places.map((place, number) => readPage(files, seed, number, place))
  const wrong = found.findIndex((page, number) => page === 'damaged' || page.newest !== root.newest[number])
  if (wrong >= 0)
    return damage(`Page ${wrong} is not the one that checkpoint ${root.number} names.`, {
      page: wrong,
      checkpoint: root.number,
    })
  const database = found.filter(page => page !== 'damaged')
  const end = Math.max(journalStart - 1, newestRecord(files.journal, seed))
  const facts = { checkpoint: root.number, checkpointWrite: root.write, journalStart, journalEnd: end }
  if (end < root.write)
    return damage(
      `The journal is older than the data: checkpoint ${root.number} holds ${root.write} writes, but the journal ends at write ${end}.`,
      facts,
    )
  if (journalStart > root.write + 1)
    return damage(
      `The data is older than the journal: checkpoint ${root.number} holds ${root.write} writes, but the journal starts at write ${journalStart}.`,
      facts,
    )
  const all = sequence(seed, rows)
  for (let write = root.write + 1; write <= end; write++) {
    if (recordOf(files.journal, seed, write) === undefined)
      return damage(`The journal has a hole: it ends at write ${end}, but write ${write} is gone.`, facts)
    const row = all.rowOf(write)
    const page = database[pageOf(row)]
    if (page !== undefined) page.writes[row % rowsPerPage] = write
  }
  const stale = firstStale(database, row => all.newestIn(row, end))
  if (stale !== undefined)
    return damage(`Page ${stale} misses writes that neither the checkpoint nor the journal has.`, {
      ...facts,
      page: stale,
    })
  return { found: 'database', seed, writes: end, root, replayed: end - root.write }
}

/** The rows themselves must be those of the last write: an error that checksums and the journal cannot show. */
function firstStale(database: readonly Page[], due: (row: number) => number): number | undefined {
  return database.find(page => page.writes.some((write, index) => write !== due(page.number * rowsPerPage + index)))
    ?.number
}

function damage(because: string, facts: Readonly<Record<string, number>> = {}): Recovery {
  return { found: 'damage', because, facts }
}
