/** Recovery from a checkpoint: the newest root, and every write that the journal has after it. */

import { firstStale, type Page, pageOf, rowsPerPage } from '../pages.ts'
import { damage, type Recovered } from '../recovery.ts'
import { sequence } from '../sequence.ts'
import { newestRecord, recordOf } from '../write-ahead-log.ts'
import {
  type Files,
  type Root,
  readHeader,
  readJournalHeader,
  readPage,
  readRoot,
  rows,
  withoutJournal,
} from './layout.ts'

export type Recovery = Recovered<{ readonly root: Root; readonly journaled: boolean }>

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const { words } = files.format
  const header = readHeader(files)
  const journal = readJournalHeader(files)
  // A database that was interrupted while it was made has at most an empty journal.
  const began = typeof journal !== 'string' && newestRecord(files.journal, journal.seed) > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank')
    return damage(`There is ${words.aJournal} but no data: the data volume is not from the same ${words.whole}.`)
  if (header === 'damaged') return damage(`The header of the data files is damaged, or they are not ${words.owner}.`)
  if (header.separateLog !== files.separateJournal)
    return damage(
      header.separateLog
        ? `The ${words.journal} is on another volume, which is not part of this copy.`
        : `The ${words.journal} belongs on the data volume, but another volume is mounted for it.`,
    )
  const root = readRoot(files)
  if (typeof root === 'string') return damage(`There is no sound ${words.checkpoint}.`)
  const journaled = (header.marks & withoutJournal) === 0
  if (!journaled) return replay(files, header.seed, root, undefined)
  if (typeof journal === 'string') return damage(`The ${words.journal} has no sound header.`)
  if (journal.seed !== header.seed)
    return damage(`The ${words.journal} belongs to another ${words.whole} than the data.`)
  return replay(files, header.seed, root, journal.startsAt)
}

/** `journalStart` is undefined where nothing is journalled. */
function replay(files: Files, seed: number, root: Root, journalStart: number | undefined): Recovery {
  const { words } = files.format
  const found = root.places.map((place, number) => readPage(files, seed, number, place))
  const wrong = found.findIndex((page, number) => page === 'damaged' || page.newest !== root.newest[number])
  if (wrong >= 0)
    return damage(`${capital(words.page)} ${wrong} is not the one that ${words.checkpoint} ${root.number} names.`, {
      page: wrong,
      checkpoint: root.number,
    })
  const database = found.filter(page => page !== 'damaged')
  const end = journalStart === undefined ? root.write : Math.max(journalStart - 1, newestRecord(files.journal, seed))
  const facts = {
    checkpoint: root.number,
    checkpointWrite: root.write,
    ...(journalStart === undefined ? {} : { journalStart, journalEnd: end }),
  }
  if (end < root.write)
    return damage(
      `The ${words.journal} is older than the data: ${words.checkpoint} ${root.number} holds ${root.write} writes, but the ${words.journal} ends at write ${end}.`,
      facts,
    )
  if (journalStart !== undefined && journalStart > root.write + 1)
    return damage(
      `The data is older than the ${words.journal}: ${words.checkpoint} ${root.number} holds ${root.write} writes, but the ${words.journal} starts at write ${journalStart}.`,
      facts,
    )
  const all = sequence(seed, rows)
  for (let write = root.write + 1; write <= end; write++) {
    if (recordOf(files.journal, seed, write) === undefined)
      return damage(`The ${words.journal} has a hole: it ends at write ${end}, but write ${write} is gone.`, facts)
    apply(database, all.rowOf(write), write)
  }
  const stale = firstStale(database, all, end)
  if (stale !== undefined)
    return damage(
      `${capital(words.page)} ${stale.page.number} misses writes that neither the ${words.checkpoint} nor the ${words.journal} has.`,
      { ...facts, page: stale.page.number },
    )
  const journaled = journalStart !== undefined
  return { found: 'database', seed, writes: end, root, journaled, replayed: end - root.write }
}

function apply(database: readonly Page[], row: number, write: number): void {
  const page = database[pageOf(row)]
  if (page !== undefined) page.writes[row % rowsPerPage] = write
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
