/** The running MongoDB model: journals every write, and writes a checkpoint of its pages now and then. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { held, makeRoom, pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { type Sequence, sequence } from '../sequence.ts'
import { append, capacityOf, trim } from '../write-ahead-log.ts'
import {
  dataBlocks,
  type Files,
  filesOf,
  pageAfter,
  pages,
  rows,
  writeHeader,
  writeJournalHeader,
  writePage,
  writeRoot,
} from './layout.ts'
import { recover } from './recovery.ts'

export type MongodbState = ApplicationState & {
  readonly application: 'mongodb'
  readonly startedAt: number
  readonly seed: number
  rhythm: Rhythm
  /** The last whole checkpoint. */
  checkpoint: { number: number; write: number; places: (0 | 1)[]; newest: number[] }
  /** The one being written: its pages go to their other places first, its root last. */
  next?: { write: number; places: (0 | 1)[]; newest: number[]; left: number[] }
  journalStart: number
  /** How often fsyncLock was called without fsyncUnlock. The server's: it outlives the shell that called it. */
  lockCount: number
}

/** Source: WiredTiger takes one every 60 s; the model's clock is its writes, so that a second of test sees several. */
const writesPerCheckpoint = 128

export function startDatabase(volumes: MountedVolumes, now: Instant, seed: number): MongodbState {
  return startOrWait(
    () => open(volumes, now, seed),
    () => stateOf(volumes, seed, 0, now),
  )
}

function open(volumes: MountedVolumes, now: Instant, seed: number): MongodbState {
  const files = filesOf(volumes)
  if (files === undefined) return stateOf(volumes, seed, 0, now)
  if (!files.fit)
    return {
      ...stateOf(volumes, seed, 0, now),
      refusal: 'Its volume is smaller than half a megabyte, too small for a database.',
    }
  const found = recover(files)
  if (found.found === 'damage') return { ...stateOf(volumes, seed, 0, now), refusal: found.because }
  if (found.found === 'nothing') {
    const state = stateOf(volumes, seed, 0, now)
    writeJournalHeader(files, { seed, startsAt: 1 })
    writeRoot(files, state.checkpoint)
    writeHeader(files, { seed, separateJournal: files.separateJournal })
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now)
  state.checkpoint = { ...found.root, places: [...found.root.places], newest: [...found.root.newest] }
  state.journalStart = found.root.write + 1
  checkpointNow(state, files, sequence(found.seed, rows), found.writes)
  return state
}

function stateOf(volumes: MountedVolumes, seed: number, writes: number, now: Instant): MongodbState {
  return {
    application: 'mongodb',
    startedAt: now,
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(6, 15, seed, 21)),
    checkpoint: { number: 0, write: 0, places: filled(0), newest: filled(0) },
    journalStart: 1,
    lockCount: 0,
  }
}

const filled = (value: 0): 0[] => new Array<0>(pages).fill(value)

export function advanceDatabase(state: MongodbState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startDatabase(volumes, to, state.seed))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  const all = sequence(state.seed, rows)
  keepWriting(state.rhythm, to, {
    blocked: () => state.lockCount > 0 || held(files.mounts, state.frozenPaths),
    commit: (write, at) => {
      // The journal must not run over what no checkpoint holds yet.
      if (write - state.checkpoint.write >= capacityOf(files.journal)) checkpointNow(state, files, all, write - 1)
      append(files.journal, state.seed, { write, at, before: 0 })
    },
    background: write => {
      if (state.next === undefined && write - state.checkpoint.write >= writesPerCheckpoint) begin(state, all, write)
      else if (state.next !== undefined) proceed(state, files, all)
    },
    leap: upTo => {
      // A checkpoint ahead of the journal would be torn, should the pool run full between its root and the journal.
      makeRoom(files.mounts.data.device, 0, dataBlocks)
      makeRoom(files.journal.device, files.journal.first - 1, files.journal.blocks + 1)
      checkpointNow(state, files, all, upTo)
    },
  })
}

/** Decides what the checkpoint holds: everything up to `write`, whatever is written while its pages go to disk. */
function begin(state: MongodbState, all: Sequence, write: number): void {
  const newest = state.checkpoint.newest.map((_, page) => pageAfter(all, page, write).newest)
  const left = newest.flatMap((last, page) => (last === state.checkpoint.newest[page] ? [] : [page]))
  const other = (place: 0 | 1): 0 | 1 => (place === 0 ? 1 : 0)
  const places = state.checkpoint.places.map((place, page) => (left.includes(page) ? other(place) : place))
  state.next = { write, newest, left, places }
}

/** One page, or the root once they are all there. */
function proceed(state: MongodbState, files: Files, all: Sequence): void {
  const { next } = state
  if (next === undefined) return
  const page = next.left[0]
  if (page !== undefined) {
    writePage(files, all, pageAfter(all, page, next.write), next.places[page] ?? 0)
    next.left = next.left.slice(1)
    return
  }
  const checkpoint = {
    number: state.checkpoint.number + 1,
    write: next.write,
    places: next.places,
    newest: next.newest,
  }
  writeRoot(files, checkpoint)
  state.checkpoint = checkpoint
  delete state.next
  trimJournal(state, files)
}

/** Only what a whole checkpoint holds may leave the journal. */
function trimJournal(state: MongodbState, files: Files): void {
  const startsAt = state.checkpoint.write + 1
  writeJournalHeader(files, { seed: state.seed, startsAt })
  trim(files.journal, state.journalStart, startsAt)
  state.journalStart = startsAt
}

function checkpointNow(state: MongodbState, files: Files, all: Sequence, write: number): void {
  delete state.next
  begin(state, all, write)
  while (state.next !== undefined) proceed(state, files, all)
}

/** Writes a checkpoint of everything acknowledged. False while the volumes do not take writes. */
export function flushAll(state: MongodbState, volumes: MountedVolumes): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  if (state.checkpoint.write < state.rhythm.acknowledged)
    checkpointNow(state, files, sequence(state.seed, rows), state.rhythm.acknowledged)
  return true
}
