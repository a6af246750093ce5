/**
 * The running Redis model: everything in memory, a dump that is saved now and then, and, where it is switched on, a file
 * that every write is appended to and that reaches the disk once a second.
 */

import { drawBetween, type Instant, instant } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { ApplicationState, ContainerFacts, MountedVolumes } from '../application.ts'
import { type Files, rows, withoutJournal, writeHeader } from '../checkpoints/layout.ts'
import { recover } from '../checkpoints/recovery.ts'
import {
  begin,
  type CheckpointState,
  checkpointNow,
  create,
  finish,
  makeRoomForAll,
  noCheckpoint,
  proceed,
  trimJournal,
} from '../checkpoints/store.ts'
import { held, pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { sequence } from '../sequence.ts'
import { append, capacityOf } from '../write-ahead-log.ts'
import { filesOf } from './layout.ts'
import { type Settings, settingsOf } from './settings.ts'

export type RedisState = ApplicationState &
  CheckpointState & {
    readonly application: 'redis'
    readonly startedAt: number
    rhythm: Rhythm
    settings: Settings
    /** When the settings that decide about durability took effect, and which they were. */
    modes: readonly { readonly from: number; readonly mode: Mode }[]
    /** Writes that are in the append-only file on disk. */
    synced: number
    /** The append-only file could not be written since then, with that many writes in it. */
    stuck: readonly { readonly from: number; readonly to?: number; readonly write: number }[]
    nextSync?: number
    /** When the next part of a dump or rewrite goes to disk. */
    nextPart?: number
    /** When the dump is saved by itself. */
    nextSave?: number
    lastSave: number
    lastSaveFailed: boolean
    /** Saves that promise something: asked for, or done. */
    saves: readonly { readonly at: number; readonly write: number }[]
    /** CLIENT PAUSE: nobody writes before that time. */
    pausedUntil?: number
  }

type Mode = 'dump' | Settings['appendfsync']

/** How often what was appended is brought to disk; without a request of Redis the kernel does it. */
export const syncEveryMs = { everysec: 1000, no: 30_000 } as const
const partEveryMs = 20
/** Source: Redis tries a failed save again after five seconds, and refuses writes until one succeeds. */
const retryMs = 5000
/** A busy Redis meets `save 60 10000`; the model saves once a minute. */
const saveEveryMs = 60_000
const writesPerRewrite = 1024
const remembered = 64

export function startDatabase(
  volumes: MountedVolumes,
  now: Instant,
  seed: number,
  container?: ContainerFacts,
): RedisState {
  const settings = settingsOf(container)
  return startOrWait(
    () => open(volumes, now, seed, settings),
    () => stateOf(volumes, seed, 0, now, settings),
  )
}

function open(volumes: MountedVolumes, now: Instant, seed: number, settings: Settings): RedisState {
  const files = filesOf(volumes)
  const fresh = (): RedisState => stateOf(volumes, seed, 0, now, settings)
  if (files === undefined) return fresh()
  if (!files.fit)
    return { ...fresh(), refusal: 'Its volume is smaller than half a megabyte, too small for a database.' }
  const found = recover(files)
  if (found.found === 'damage') return { ...fresh(), refusal: found.because }
  if (found.found === 'nothing') {
    const state = fresh()
    create(state, files, settings.appendonly)
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now, settings)
  state.checkpoint = found.root
  if (found.journaled === settings.appendonly && found.replayed === 0) return state
  rebase(state, files)
  return state
}

function stateOf(volumes: MountedVolumes, seed: number, writes: number, now: Instant, settings: Settings): RedisState {
  const state: RedisState = {
    application: 'redis',
    startedAt: now,
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(8, 16, seed, 61)),
    settings,
    modes: [],
    checkpoint: noCheckpoint(),
    journalStart: writes + 1,
    synced: writes,
    stuck: [],
    lastSave: now,
    lastSaveFailed: false,
    saves: [{ at: now, write: writes }],
  }
  setMode(state, now)
  return state
}

const modeOf = ({ appendonly, appendfsync }: Settings): Mode => (appendonly ? appendfsync : 'dump')

function setMode(state: RedisState, now: number): void {
  const mode = modeOf(state.settings)
  if (state.modes.at(-1)?.mode !== mode) state.modes = [...state.modes, { from: now, mode }].slice(-remembered)
  delete state.nextSync
  if (mode === 'everysec' || mode === 'no') state.nextSync = (state.modes.at(-1)?.from ?? now) + syncEveryMs[mode]
  while (state.nextSync !== undefined && state.nextSync <= now && mode !== 'dump' && mode !== 'always')
    state.nextSync += syncEveryMs[mode]
  delete state.nextSave
  if (mode === 'dump' && state.settings.save !== '') state.nextSave = Math.max(state.lastSave + saveEveryMs, now + 1)
}

/** Brings everything to disk in the form that the settings ask for. */
function rebase(state: RedisState, files: Files): void {
  const { appendonly } = state.settings
  checkpointNow(state, files, { write: state.rhythm.acknowledged, journaled: false })
  if (appendonly) trimJournal(state, files)
  writeHeader(files, state.seed, appendonly ? 0 : withoutJournal)
  state.synced = state.rhythm.acknowledged
}

/** Takes over other settings. False while the volumes do not take writes. */
export function configure(state: RedisState, volumes: MountedVolumes, settings: Settings, now: Instant): boolean {
  const files = filesOf(volumes)
  const switches = settings.appendonly !== state.settings.appendonly
  if (files !== undefined && state.refusal === undefined) {
    if (held(files.mounts, state.frozenPaths)) return false
    if (state.settings.appendonly) sync(state, files, now)
    state.settings = settings
    if (switches) rebase(state, files)
  }
  state.settings = settings
  setMode(state, now)
  return true
}

/** Longer spans are leapt over, all but their end: nobody looked meanwhile. */
const leapAfterMs = 120_000

export function advanceDatabase(state: RedisState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => open(volumes, to, state.seed, state.settings))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  if (to - state.rhythm.nextAt > leapAfterMs && state.pausedUntil === undefined) leap(state, files, to)
  for (;;) {
    const next = nextEvent(state)
    const stop = next !== undefined && next <= to ? next : to
    write(state, files, instant(stop))
    if (next === undefined || next > to) return
    happen(state, files, instant(next))
  }
}

function nextEvent({ nextSync, nextPart, nextSave, pausedUntil }: RedisState): number | undefined {
  const times = [nextSync, nextPart, nextSave, pausedUntil].filter(time => time !== undefined)
  return times.length === 0 ? undefined : Math.min(...times)
}

function happen(state: RedisState, files: Files, now: Instant): void {
  if (state.pausedUntil === now) delete state.pausedUntil
  if (state.nextSync === now) {
    sync(state, files, now)
    const mode = modeOf(state.settings)
    if (mode === 'everysec' || mode === 'no') state.nextSync = now + syncEveryMs[mode]
  }
  if (state.nextPart === now) writePart(state, files, now)
  if (state.nextSave === now) {
    state.nextSave = now + saveEveryMs
    if (state.next === undefined) beginSave(state, now)
  }
}

function write(state: RedisState, files: Files, to: Instant): void {
  const { settings } = state
  keepWriting(state.rhythm, to, {
    blocked: () =>
      state.pausedUntil !== undefined ||
      held(files.mounts, state.frozenPaths) ||
      isStuck(state) !== undefined ||
      (state.lastSaveFailed && !settings.appendonly),
    commit: (number, at) => {
      if (!settings.appendonly) return
      // The file must not run over what no base holds yet. Real ones grow instead.
      if (number - state.checkpoint.write >= capacityOf(files.journal)) {
        checkpointNow(state, files, { write: number - 1 })
        state.synced = Math.max(state.synced, number - 1)
      }
      if (settings.appendfsync !== 'always') return
      append(files.journal, state.seed, { write: number, at, before: 0 })
      state.synced = number
    },
    background: (number, at) => {
      const grown = number - state.checkpoint.write >= writesPerRewrite
      if (settings.appendonly && settings['auto-aof-rewrite-percentage'] > 0 && grown && state.next === undefined)
        beginSave(state, at)
    },
    leap: upTo => {
      if (!persists(settings)) return
      makeRoomForAll(files)
      checkpointNow(state, files, { write: upTo, journaled: settings.appendonly })
      state.synced = upTo
    },
  })
}

/** Nobody looked for minutes: the data on disk is brought to where it is shortly before the end. */
function leap(state: RedisState, files: Files, to: Instant): void {
  const end = instant(to - leapAfterMs / 4)
  write(state, files, end)
  if (!persists(state.settings)) return
  if (held(files.mounts, state.frozenPaths) || isStuck(state) !== undefined) return
  try {
    rebase(state, files)
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return
  }
  delete state.nextPart
  state.lastSave = end
  state.saves = [{ at: end, write: state.rhythm.acknowledged }]
  setMode(state, end)
}

/** Whether anything reaches the disk unasked. */
const persists = ({ appendonly, save }: Settings): boolean => appendonly || save !== ''

const isStuck = (state: RedisState) => state.stuck.find(({ to }) => to === undefined)

/** Brings what was appended to disk. What cannot be brought there is not promised until it is. */
function sync(state: RedisState, files: Files, now: Instant): void {
  const stuck = isStuck(state)
  if (bring(state, files, now)) {
    if (stuck === undefined) return
    state.stuck = state.stuck.map(each => (each === stuck ? { ...stuck, to: now } : each)).slice(-remembered)
    delete state.rhythm.stalled
  } else if (stuck === undefined) state.stuck = [...state.stuck, { from: now, write: state.synced }]
}

function bring(state: RedisState, files: Files, now: Instant): boolean {
  if (held(files.mounts, state.frozenPaths)) return state.synced >= state.rhythm.acknowledged
  try {
    const from = Math.max(state.synced, state.checkpoint.write) + 1
    for (let number = from; number <= state.rhythm.acknowledged; number++) {
      append(files.journal, state.seed, { write: number, at: now, before: 0 })
      state.synced = number
    }
    state.synced = Math.max(state.synced, state.checkpoint.write)
    return true
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    state.rhythm.stalled = problem.message
    return false
  }
}

/** Begins a dump, or a rewrite of the append-only file; a child process then writes it, part by part. */
export function beginSave(state: RedisState, now: Instant, asked = false): void {
  begin(state, state.rhythm.acknowledged, asked ? now : undefined)
  state.nextPart = now + partEveryMs
  if (asked && !state.settings.appendonly) promise(state, now, state.rhythm.acknowledged)
}

function promise(state: RedisState, at: number, write: number): void {
  state.saves = [...state.saves, { at, write }].slice(-remembered)
}

function writePart(state: RedisState, files: Files, now: Instant): void {
  state.nextPart = now + partEveryMs
  if (held(files.mounts, state.frozenPaths)) return
  const written = state.next?.write ?? 0
  const asked = state.next?.askedAt !== undefined
  try {
    proceed(state, files, sequence(state.seed, rows), state.settings.appendonly)
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    delete state.next
    delete state.nextPart
    state.lastSaveFailed = true
    state.rhythm.stalled = problem.message
    if (!state.settings.appendonly) state.nextSave = now + retryMs
    return
  }
  if (state.next !== undefined) return
  delete state.nextPart
  saved(state, now)
  if (!asked && !state.settings.appendonly) promise(state, now, written)
}

function saved(state: RedisState, now: Instant): void {
  state.lastSave = now
  state.lastSaveFailed = false
  if (isStuck(state) === undefined) delete state.rhythm.stalled
}

/** SAVE: writes the dump while nobody else is served. False while the volumes do not take writes. Throws when full. */
export function saveNow(state: RedisState, volumes: MountedVolumes, now: Instant): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  begin(state, state.rhythm.acknowledged, now)
  finish(state, files, state.settings.appendonly)
  saved(state, now)
  if (!state.settings.appendonly) promise(state, now, state.rhythm.acknowledged)
  return true
}

/** What is in the page cache reaches the disk, as before a freeze of the file system. */
export function flushFile(state: RedisState, volumes: MountedVolumes, now: Instant): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined || !state.settings.appendonly) return true
  if (held(files.mounts, state.frozenPaths)) return false
  return bring(state, files, now)
}
