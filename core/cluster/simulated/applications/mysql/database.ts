/** The running MySQL model: commits to the redo log, and brings its pages to disk later. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { writeCheckpoint, writeHeader } from '../in-place/layout.ts'
import { adopt, cleanPages, flushPages, type PagedState, writeUntil } from '../in-place/store.ts'
import { pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { newRhythm } from '../rhythm.ts'
import { filesOf, tooSmall } from './layout.ts'
import { recover } from './recovery.ts'

export type MysqlState = ApplicationState &
  PagedState & {
    readonly application: 'mysql'
    readonly startedAt: number
    /** Sessions that hold the global read lock, and those that hold the backup lock. */
    readLocks: string[]
    backupLocks: string[]
    /** `SET GLOBAL read_only`: kept by the server, whoever asked for it. */
    readOnly: boolean
  }

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
    writeCheckpoint(files, { number: 0, seed, write: 0 })
    writeHeader(files, { seed, separateLog: files.separateLog })
    return fresh()
  }
  const state = stateOf(volumes, found.seed, found.writes, now)
  adopt(state, files, found)
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
    ...cleanPages(writes),
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
  writeUntil(state, files, to, () => locked(state))
}

/** Whether a lock or setting of the server itself keeps everybody from writing. */
export const locked = (state: MysqlState): boolean => state.readLocks.length > 0 || state.readOnly

/** Brings every page to disk and the checkpoint to the end of the log. False while the volumes do not take writes. */
export const flushAll = (state: MysqlState, volumes: MountedVolumes): boolean => flushPages(state, volumes, filesOf)
