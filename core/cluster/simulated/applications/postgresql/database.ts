/** The running PostgreSQL model: commits to the WAL, and brings its pages to disk later. Nothing in it stops writers. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, ContainerFacts, MountedVolumes } from '../application.ts'
import { writeLogHeaderTo } from '../headers.ts'
import { writeCheckpoint, writeHeader } from '../in-place/layout.ts'
import { adopt, cleanPages, flushPages, type PagedState, writeUntil } from '../in-place/store.ts'
import { pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { newRhythm } from '../rhythm.ts'
import { type Files, filesOf, removeLabel, tooSmall, walKind, withTablespace, writeLabel } from './layout.ts'
import { recover } from './recovery.ts'

/** A backup that somebody began: `session` is absent when it is the server's (exclusive, before version 15). */
export type Backup = { readonly session?: string; readonly label: string; readonly write: number; readonly at: number }

export type PostgresqlState = ApplicationState &
  PagedState & {
    readonly application: 'postgresql'
    readonly startedAt: number
    readonly version: number
    /** The operating system's user, whose name a client takes for the role when it is given none. */
    readonly user: string
    backups: Backup[]
  }

export function startDatabase(
  volumes: MountedVolumes,
  now: Instant,
  seed: number,
  container?: ContainerFacts,
): PostgresqlState {
  return startOrWait(
    () => open(volumes, now, seed, container),
    () => stateOf(volumes, seed, 0, now, container),
  )
}

function open(volumes: MountedVolumes, now: Instant, seed: number, container?: ContainerFacts): PostgresqlState {
  const files = filesOf(volumes)
  const fresh = (): PostgresqlState => stateOf(volumes, seed, 0, now, container)
  if (files === undefined) return fresh()
  const small = tooSmall(files)
  if (small !== undefined) return { ...fresh(), refusal: small }
  const found = recover(files)
  if (found.found === 'damage') return { ...fresh(), refusal: found.because }
  if (found.found === 'nothing') {
    writeLogHeaderTo(files.log, walKind, { seed, startsAt: 1 })
    writeCheckpoint(files, { number: 0, seed, write: 0 })
    writeHeader(files, { seed, separateLog: files.separateLog, marks: files.tablespace ? withTablespace : 0 })
    return fresh()
  }
  const state = stateOf(volumes, found.seed, found.writes, now, container)
  adopt(state, files, found)
  // Source: PostgreSQL renames the label away once it has recovered from it.
  removeLabel(files.mounts.data.device)
  return state
}

function stateOf(
  volumes: MountedVolumes,
  seed: number,
  writes: number,
  now: Instant,
  container: ContainerFacts | undefined,
): PostgresqlState {
  return {
    application: 'postgresql',
    startedAt: now,
    version: versionOf(container),
    user: container === undefined || postgresUsers.includes(container.user) ? 'postgres' : 'root',
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(8, 20, seed, 51)),
    ...cleanPages(writes),
    checkpointNumber: 0,
    backups: [],
  }
}

/** The numbers that images give to their user `postgres`: Debian's, Alpine's, Red Hat's. */
const postgresUsers = [999, 70, 26]
const newestVersion = 17

/** `postgres:13.4-alpine` is 13; without a number it is the newest that the model knows. */
function versionOf(container: ContainerFacts | undefined): number {
  const tag = /:(?:pg)?(\d+)[^/]*$/.exec(container?.image.split('@')[0] ?? '')?.[1]
  return tag === undefined ? newestVersion : Number(tag)
}

export function advanceDatabase(state: PostgresqlState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => ({ ...startDatabase(volumes, to, state.seed), version: state.version, user: state.user }))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  writeUntil(state, files, to, () => false)
}

/** CHECKPOINT. False while the volumes do not take writes. */
export const flushAll = (state: PostgresqlState, volumes: MountedVolumes): boolean =>
  flushPages(state, volumes, filesOf)

/**
 * Begins a backup with a checkpoint, from which a copy's recovery has to start. An exclusive one writes the label into the
 * data directory, where a snapshot finds it; otherwise it is the client's to keep. False while the volumes take no writes.
 */
export function beginBackup(state: PostgresqlState, volumes: MountedVolumes, backup: Omit<Backup, 'write'>): boolean {
  if (!flushAll(state, volumes)) return false
  const write = state.checkpoint
  const files = filesOf(volumes)
  if (files !== undefined && backup.session === undefined) label(files, state.seed, write)
  state.backups = [...state.backups, { ...backup, write }]
  return true
}

function label(files: Files, seed: number, write: number): void {
  writeLabel(files.mounts.data.device, { seed, write })
}

/** Ends the session's backup, or the server's where no session is named; undefined when there is none. */
export function endBackup(
  state: PostgresqlState,
  volumes: MountedVolumes,
  session: string | undefined,
): Backup | undefined {
  const found = state.backups.find(backup => backup.session === session)
  if (found === undefined) return undefined
  const files = filesOf(volumes)
  if (files !== undefined && session === undefined) removeLabel(files.mounts.data.device)
  state.backups = state.backups.filter(backup => backup !== found)
  return found
}
