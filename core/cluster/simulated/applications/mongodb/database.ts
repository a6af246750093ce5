/** The running MongoDB model: journals every write, and writes a checkpoint of its pages now and then. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { rows } from '../checkpoints/layout.ts'
import { recover } from '../checkpoints/recovery.ts'
import {
  begin,
  type CheckpointState,
  checkpointNow,
  create,
  makeRoomForAll,
  noCheckpoint,
  proceed,
} from '../checkpoints/store.ts'
import { held, pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { sequence } from '../sequence.ts'
import { append, capacityOf } from '../write-ahead-log.ts'
import { filesOf } from './layout.ts'

export type MongodbState = ApplicationState &
  CheckpointState & {
    readonly application: 'mongodb'
    readonly startedAt: number
    rhythm: Rhythm
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
    create(state, files)
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now)
  state.checkpoint = found.root
  state.journalStart = found.root.write + 1
  checkpointNow(state, files, { write: found.writes })
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
    checkpoint: noCheckpoint(),
    journalStart: 1,
    lockCount: 0,
  }
}

export function advanceDatabase(state: MongodbState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startDatabase(volumes, to, state.seed))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  const all = sequence(state.seed, rows)
  keepWriting(state.rhythm, to, {
    blocked: () => state.lockCount > 0 || held(files.mounts, state.frozenPaths),
    commit: (write, at) => {
      // The journal must not run over what no checkpoint holds yet.
      if (write - state.checkpoint.write >= capacityOf(files.journal)) checkpointNow(state, files, { write: write - 1 })
      append(files.journal, state.seed, { write, at, before: 0 })
    },
    background: write => {
      if (state.next === undefined && write - state.checkpoint.write >= writesPerCheckpoint) begin(state, write)
      else if (state.next !== undefined) proceed(state, files, all)
    },
    leap: upTo => {
      makeRoomForAll(files)
      checkpointNow(state, files, { write: upTo })
    },
  })
}

/** Writes a checkpoint of everything acknowledged. False while the volumes do not take writes. */
export function flushAll(state: MongodbState, volumes: MountedVolumes): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  if (state.checkpoint.write < state.rhythm.acknowledged)
    checkpointNow(state, files, { write: state.rhythm.acknowledged })
  return true
}
