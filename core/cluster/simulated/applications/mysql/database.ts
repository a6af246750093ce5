/** The running MySQL model: commits to the redo log, and brings its pages to disk later. */

import { assert, drawBetween, fraction, type Instant } from '../../../../base/index.ts'
import { blockSizeBytes } from '../../../../ports/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { held, makeRoom, pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { type Sequence, sequence } from '../sequence.ts'
import { append, capacityOf } from '../write-ahead-log.ts'
import {
  blocksNeeded,
  type Files,
  filesOf,
  firstPage,
  pageAfter,
  pageOf,
  pages,
  rows,
  writeCheckpoint,
  writeHeader,
  writePage,
} from './layout.ts'
import { recover } from './recovery.ts'

export type MysqlState = ApplicationState & {
  readonly application: 'mysql'
  readonly startedAt: number
  readonly seed: number
  rhythm: Rhythm
  /** By page: the last write to it, and the first write that is not on disk yet, or 0. */
  newest: number[]
  dirtySince: number[]
  checkpoint: number
  checkpointNumber: number
  /** Sessions that hold the global read lock, and those that hold the backup lock. */
  readLocks: string[]
  backupLocks: string[]
  /** `SET GLOBAL read_only`: kept by the server, whoever asked for it. */
  readOnly: boolean
}

/** Pages are written one every so many writes, checkpoints more seldom. */
const writesPerFlush = 8
const writesPerCheckpoint = 64

export function startDatabase(volumes: MountedVolumes, now: Instant, seed: number): MysqlState {
  return startOrWait(
    () => open(volumes, now, seed),
    () => stateOf(volumes, seed, 0, now),
  )
}

function open(volumes: MountedVolumes, now: Instant, seed: number): MysqlState {
  const files = filesOf(volumes)
  const fresh = (): MysqlState => stateOf(volumes, seed, 0, now)
  if (files === undefined) return fresh()
  const small = tooSmall(files)
  if (small !== undefined) return { ...fresh(), refusal: small }
  const found = recover(files)
  if (found.found === 'damage') return { ...fresh(), refusal: found.because }
  if (found.found === 'nothing') {
    const state = fresh()
    writeCheckpoint(files, { number: 0, seed, write: 0 })
    writeHeader(files, { seed, separateLog: files.separateLog })
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now)
  state.checkpointNumber = found.checkpointNumber
  const all = sequence(found.seed, rows)
  for (const page of found.pages) {
    writePage(files, all, page)
    state.newest[page.number] = page.newest
  }
  checkpoint(state, files)
  return state
}

function stateOf(volumes: MountedVolumes, seed: number, writes: number, now: Instant): MysqlState {
  return {
    application: 'mysql',
    startedAt: now,
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(8, 20, seed, 11)),
    newest: new Array<number>(pages).fill(0),
    dirtySince: new Array<number>(pages).fill(0),
    checkpoint: writes,
    checkpointNumber: 0,
    readLocks: [],
    backupLocks: [],
    readOnly: false,
  }
}

export function advanceDatabase(state: MysqlState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startDatabase(volumes, to, state.seed))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  const all = sequence(state.seed, rows)
  keepWriting(state.rhythm, to, {
    blocked: () => locked(state) || held(files.mounts, state.frozenPaths),
    commit: (write, at) => commit(state, files, all, write, at),
    background: write => {
      if (write % writesPerFlush === 0) flushPage(state, files, all, nextToFlush(state, write))
      if (write % writesPerCheckpoint === 0) checkpoint(state, files)
    },
    leap: upTo => {
      // Pages ahead of the log would be torn, should the pool run full between them and the checkpoint.
      makeRoom(files.mounts.data.device, firstPage, pages)
      for (const block of files.checkpoints) makeRoom(files.log.device, block, 1)
      for (let page = 0; page < pages; page++) {
        writePage(files, all, pageAfter(all, page, upTo))
        state.newest[page] = pageAfter(all, page, upTo).newest
        state.dirtySince[page] = 0
      }
      checkpoint(state, files, upTo)
    },
  })
}

/** Whether a lock or setting of the server itself keeps everybody from writing. */
export const locked = (state: MysqlState): boolean => state.readLocks.length > 0 || state.readOnly

/** Durable before it is acknowledged: the record is in the log on disk, its page is not. */
function commit(state: MysqlState, files: Files, all: Sequence, write: number, at: Instant): void {
  const page = pageOf(all.rowOf(write))
  // The log must not run over its own start, so pages are brought to disk in time, as InnoDB does when it runs full.
  while (write - state.checkpoint >= capacityOf(files.log)) {
    flushPage(state, files, all, nextToFlush(state, 0))
    checkpoint(state, files)
  }
  append(files.log, state.seed, { write, at, before: state.newest[page] ?? 0 })
  state.newest[page] = write
  state.dirtySince[page] ||= write
}

/** The page that has waited longest, and now and then any other. */
function nextToFlush(state: MysqlState, write: number): number | undefined {
  const dirty = state.dirtySince.flatMap((since, page) => (since > 0 ? [{ since, page }] : []))
  if (write > 0 && fraction(state.seed, 12, write) < 0.25)
    return dirty[drawBetween(0, dirty.length - 1, state.seed, 13, write)]?.page
  return dirty.sort((a, b) => a.since - b.since)[0]?.page
}

/** The write-ahead rule: a page goes to disk only when the log has every write in it. Here every commit saw to that. */
function flushPage(state: MysqlState, files: Files, all: Sequence, page: number | undefined): void {
  if (page === undefined) return
  const newest = state.newest[page] ?? 0
  writePage(files, all, pageAfter(all, page, newest))
  state.dirtySince[page] = 0
}

/** Moves the start of the log to before the first write that is in no page on disk. */
function checkpoint(state: MysqlState, files: Files, upTo = state.rhythm.acknowledged): void {
  const oldest = Math.min(...state.dirtySince.filter(since => since > 0), upTo + 1)
  const write = oldest - 1
  writeCheckpoint(files, { number: state.checkpointNumber + 1, seed: state.seed, write })
  state.checkpointNumber += 1
  state.checkpoint = write
}

/** Brings every page to disk and the checkpoint to the end of the log. False while the volumes do not take writes. */
export function flushAll(state: MysqlState, volumes: MountedVolumes): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  const all = sequence(state.seed, rows)
  for (let page = 0; page < pages; page++) if ((state.dirtySince[page] ?? 0) > 0) flushPage(state, files, all, page)
  checkpoint(state, files)
  assert(state.checkpoint === state.rhythm.acknowledged, 'After a full flush the log has nothing to replay.')
  return true
}

function tooSmall(files: Files): string | undefined {
  const has = (device: { readonly sizeBytes: number }, blocks: number): boolean =>
    device.sizeBytes >= blocks * blockSizeBytes
  const fits = files.mounts.log
    ? has(files.mounts.data.device, blocksNeeded.data) && has(files.mounts.log.device, blocksNeeded.log)
    : has(files.mounts.data.device, blocksNeeded.together)
  return fits ? undefined : 'Its volume is smaller than a megabyte, too small for a database.'
}
