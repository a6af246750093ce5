/** Taking checkpoints while the database goes on: pages to their other places first, the root last. */

import { makeRoom } from '../mounts.ts'
import { pageAfter } from '../pages.ts'
import { type Sequence, sequence } from '../sequence.ts'
import { trim } from '../write-ahead-log.ts'
import {
  dataBlocks,
  type Files,
  pages,
  type Root,
  rows,
  withoutJournal,
  writeHeader,
  writeJournalHeader,
  writePage,
  writeRoot,
} from './layout.ts'

/** What such a database keeps of its checkpoints. */
export type CheckpointState = {
  readonly seed: number
  /** The last whole checkpoint. */
  checkpoint: Root
  /** The one being written. */
  next?: {
    write: number
    places: readonly (0 | 1)[]
    newest: readonly number[]
    left: readonly number[]
    askedAt?: number
  }
  journalStart: number
}

const filled = (value: 0): 0[] => new Array<0>(pages).fill(value)

export const noCheckpoint = (): Root => ({ number: 0, write: 0, places: filled(0), newest: filled(0) })

/** Makes the files of a new database. The header comes last: without it there is none. */
export function create(state: CheckpointState, files: Files, journaled = true): void {
  if (journaled) writeJournalHeader(files, { seed: state.seed, startsAt: 1 })
  writeRoot(files, state.checkpoint)
  writeHeader(files, state.seed, journaled ? 0 : withoutJournal)
}

/** Decides what the checkpoint holds: everything up to `write`, whatever is written while its pages go to disk. */
export function begin(state: CheckpointState, write: number, askedAt?: number): void {
  const all = sequence(state.seed, rows)
  const newest = state.checkpoint.newest.map((_, page) => pageAfter(all, page, write).newest)
  const left = newest.flatMap((last, page) => (last === state.checkpoint.newest[page] ? [] : [page]))
  const other = (place: 0 | 1): 0 | 1 => (place === 0 ? 1 : 0)
  const places = state.checkpoint.places.map((place, page) => (left.includes(page) ? other(place) : place))
  state.next = { write, newest, left, places, ...(askedAt === undefined ? {} : { askedAt }) }
}

/** One page, or the root once they are all there. */
export function proceed(state: CheckpointState, files: Files, all: Sequence, journaled = true): void {
  const { next } = state
  if (next === undefined) return
  const page = next.left[0]
  if (page !== undefined) {
    writePage(files, all, pageAfter(all, page, next.write), next.places[page] ?? 0)
    next.left = next.left.slice(1)
    return
  }
  const { write, places, newest, askedAt } = next
  const number = state.checkpoint.number + 1
  const checkpoint = { number, write, places, newest, ...(askedAt === undefined ? {} : { askedAt }) }
  writeRoot(files, checkpoint)
  state.checkpoint = checkpoint
  delete state.next
  if (journaled) trimJournal(state, files)
}

/** Only what a whole checkpoint holds may leave the journal. */
export function trimJournal(state: CheckpointState, files: Files): void {
  const startsAt = state.checkpoint.write + 1
  writeJournalHeader(files, { seed: state.seed, startsAt })
  trim(files.journal, state.journalStart, startsAt)
  state.journalStart = startsAt
}

export type Now = { readonly write: number; readonly askedAt?: number; readonly journaled?: boolean }

export function checkpointNow(state: CheckpointState, files: Files, { write, askedAt, journaled }: Now): void {
  delete state.next
  begin(state, write, askedAt)
  finish(state, files, journaled)
}

/** Writes what is left of the checkpoint that was begun. */
export function finish(state: CheckpointState, files: Files, journaled = true): void {
  const all = sequence(state.seed, rows)
  while (state.next !== undefined) proceed(state, files, all, journaled)
}

/** A checkpoint ahead of the journal would be torn, should the pool run full between its root and the journal. */
export function makeRoomForAll(files: Files): void {
  makeRoom(files.mounts.data.device, 0, dataBlocks)
  makeRoom(files.journal.device, files.journal.first - 1, files.journal.blocks + 1)
}
