/** Committing to the log, and bringing pages to disk behind it. */

import { assert, drawBetween, fraction, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { held, makeRoom } from '../mounts.ts'
import { type Page, pageAfter, pageOf } from '../pages.ts'
import { keepWriting, type Rhythm } from '../rhythm.ts'
import { type Sequence, sequence } from '../sequence.ts'
import { append, capacityOf } from '../write-ahead-log.ts'
import { type Files, firstPage, middle, pages, rows, writeCheckpoint, writePage } from './layout.ts'

/** What such a database keeps of its pages. */
export type PagedState = {
  readonly seed: number
  rhythm: Rhythm
  /** By page: the last write to it, and the first write that is not on disk yet, or 0. */
  newest: number[]
  dirtySince: number[]
  checkpoint: number
  checkpointNumber: number
}

/** Pages are written one every so many writes, checkpoints more seldom. */
const writesPerFlush = 8
const writesPerCheckpoint = 64

export const cleanPages = (checkpoint: number): Pick<PagedState, 'newest' | 'dirtySince' | 'checkpoint'> => ({
  newest: new Array<number>(pages).fill(0),
  dirtySince: new Array<number>(pages).fill(0),
  checkpoint,
})

/** Brings what recovery found to disk; afterwards the log has nothing to replay. */
export function adopt(
  state: PagedState,
  files: Files,
  found: { readonly checkpointNumber: number; readonly pages: readonly Page[] },
): void {
  state.checkpointNumber = found.checkpointNumber
  const all = sequence(state.seed, rows)
  for (const page of found.pages) {
    writePage(files, all, page)
    state.newest[page.number] = page.newest
  }
  checkpoint(state, files)
}

export function writeUntil(
  state: PagedState & Pick<ApplicationState, 'frozenPaths'>,
  files: Files,
  to: Instant,
  locked: () => boolean,
): void {
  const all = sequence(state.seed, rows)
  keepWriting(state.rhythm, to, {
    blocked: () => locked() || held(files.mounts, state.frozenPaths),
    commit: (write, at) => commit(state, files, all, write, at),
    background: write => {
      if (write % writesPerFlush === 0) flushPage(state, files, all, nextToFlush(state, write))
      if (write % writesPerCheckpoint === 0) checkpoint(state, files)
    },
    leap: upTo => {
      // Pages ahead of the log would be torn, should the pool run full between them and the checkpoint.
      makeRoom(files.mounts.data.device, firstPage, pages)
      if (files.upperPages !== undefined) makeRoom(files.upperPages, firstPage + middle, pages - middle)
      for (const block of files.control.blocks) makeRoom(files.control.device, block, 1)
      for (let page = 0; page < pages; page++) {
        writePage(files, all, pageAfter(all, page, upTo))
        state.newest[page] = pageAfter(all, page, upTo).newest
        state.dirtySince[page] = 0
      }
      checkpoint(state, files, upTo)
    },
  })
}

/** Durable before it is acknowledged: the record is in the log on disk, its page is not. */
function commit(state: PagedState, files: Files, all: Sequence, write: number, at: Instant): void {
  const page = pageOf(all.rowOf(write))
  // The log must not run over its own start, so pages are brought to disk in time, as databases do when it runs full.
  while (write - state.checkpoint >= capacityOf(files.log)) {
    flushPage(state, files, all, nextToFlush(state, 0))
    checkpoint(state, files)
  }
  append(files.log, state.seed, { write, at, before: state.newest[page] ?? 0 })
  state.newest[page] = write
  state.dirtySince[page] ||= write
}

/** The page that has waited longest, and now and then any other. Asked for so often that it makes no lists. */
function nextToFlush({ seed, dirtySince }: PagedState, write: number): number | undefined {
  let dirty = 0
  let oldest: number | undefined
  let oldestSince = Number.POSITIVE_INFINITY
  for (let page = 0; page < dirtySince.length; page++) {
    const since = dirtySince[page] ?? 0
    if (since === 0) continue
    dirty += 1
    if (since >= oldestSince) continue
    oldest = page
    oldestSince = since
  }
  if (dirty === 0 || write === 0 || fraction(seed, 12, write) >= 0.25) return oldest
  return nthDirty(dirtySince, drawBetween(0, dirty - 1, seed, 13, write))
}

function nthDirty(dirtySince: readonly number[], nth: number): number | undefined {
  let before = 0
  for (let page = 0; page < dirtySince.length; page++) {
    if (dirtySince[page] === 0) continue
    if (before === nth) return page
    before += 1
  }
  return undefined
}

/** The write-ahead rule: a page goes to disk only when the log has every write in it. Here every commit saw to that. */
function flushPage(state: PagedState, files: Files, all: Sequence, page: number | undefined): void {
  if (page === undefined) return
  const newest = state.newest[page] ?? 0
  writePage(files, all, pageAfter(all, page, newest))
  state.dirtySince[page] = 0
}

/** Moves the start of the log to before the first write that is in no page on disk. */
function checkpoint(state: PagedState, files: Files, upTo = state.rhythm.acknowledged): void {
  const oldest = Math.min(...state.dirtySince.filter(since => since > 0), upTo + 1)
  const write = oldest - 1
  writeCheckpoint(files, { number: state.checkpointNumber + 1, seed: state.seed, write })
  state.checkpointNumber += 1
  state.checkpoint = write
}

/** Brings every page to disk and the checkpoint to the end of the log. False while the volumes do not take writes. */
export function flushPages(
  state: PagedState & Pick<ApplicationState, 'frozenPaths' | 'refusal'>,
  volumes: MountedVolumes,
  filesOf: (volumes: MountedVolumes) => Files | undefined,
): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  const all = sequence(state.seed, rows)
  for (let page = 0; page < pages; page++) if ((state.dirtySince[page] ?? 0) > 0) flushPage(state, files, all, page)
  checkpoint(state, files)
  assert(state.checkpoint === state.rhythm.acknowledged, 'After a full flush the log has nothing to replay.')
  return true
}
