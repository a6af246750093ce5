/** The running Elasticsearch model: a translog synced at every write, segments that never change, and commit points. */

import { drawBetween, type Instant, instant } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { ApplicationState, ContainerFacts, Ledger, MountedVolumes } from '../application.ts'
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
import { durableLedger, keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { sequence } from '../sequence.ts'
import { append, capacityOf } from '../write-ahead-log.ts'
import { filesOf, repositoryAt } from './layout.ts'

export type ElasticsearchState = ApplicationState &
  CheckpointState & {
    readonly application: 'elasticsearch'
    readonly startedAt: number
    readonly flavour: 'elasticsearch' | 'opensearch'
    rhythm: Rhythm
    /** The block on writes: a setting of the index, kept by the cluster until somebody takes it back. */
    writesBlocked: boolean
    repositories: readonly Repository[]
    /** The snapshot that is being taken. */
    running?: Snapshot & { readonly endsAt: number }
    snapshots: readonly Snapshot[]
  }

export type Repository = { readonly name: string; readonly location: string; readonly store: CheckpointState }

export type Snapshot = {
  readonly repository: string
  readonly name: string
  readonly write: number
  readonly at: number
  readonly state: 'IN_PROGRESS' | 'SUCCESS' | 'FAILED'
}

/** Source: a flush happens when the translog has grown; the model's clock is its writes. */
const writesPerFlush = 160
const snapshotMs = 700
const snapshotsKept = 32

export function startDatabase(
  volumes: MountedVolumes,
  now: Instant,
  seed: number,
  container?: ContainerFacts,
): ElasticsearchState {
  const flavour = /opensearch/i.test(container?.image ?? '') ? 'opensearch' : 'elasticsearch'
  return startOrWait(
    () => open(volumes, now, seed, flavour),
    () => stateOf(volumes, seed, 0, now, flavour),
  )
}

type Flavour = ElasticsearchState['flavour']

function open(volumes: MountedVolumes, now: Instant, seed: number, flavour: Flavour): ElasticsearchState {
  const files = filesOf(volumes)
  const fresh = (): ElasticsearchState => stateOf(volumes, seed, 0, now, flavour)
  if (files === undefined) return fresh()
  if (!files.fit) return { ...fresh(), refusal: 'Its volume is smaller than half a megabyte, too small for a node.' }
  const found = recover(files)
  if (found.found === 'damage') return { ...fresh(), refusal: found.because }
  if (found.found === 'nothing') {
    const state = fresh()
    create(state, files)
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now, flavour)
  state.checkpoint = found.root
  state.journalStart = found.root.write + 1
  checkpointNow(state, files, { write: found.writes })
  return state
}

function stateOf(
  volumes: MountedVolumes,
  seed: number,
  writes: number,
  now: Instant,
  flavour: Flavour,
): ElasticsearchState {
  return {
    application: 'elasticsearch',
    startedAt: now,
    flavour,
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(8, 18, seed, 71)),
    checkpoint: noCheckpoint(),
    journalStart: 1,
    writesBlocked: false,
    repositories: [],
    snapshots: [],
  }
}

export function advanceDatabase(state: ElasticsearchState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startDatabase(volumes, to, state.seed))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  const { running } = state
  if (running !== undefined && running.endsAt <= to) {
    writeUntil(state, volumes, instant(running.endsAt))
    finishSnapshot(state, volumes)
  }
  writeUntil(state, volumes, to)
}

function writeUntil(state: ElasticsearchState, volumes: MountedVolumes, to: Instant): void {
  const files = filesOf(volumes)
  if (files === undefined) return
  const all = sequence(state.seed, rows)
  keepWriting(state.rhythm, to, {
    blocked: () => state.writesBlocked || held(files.mounts, state.frozenPaths),
    commit: (write, at) => {
      // The translog must not run over what no commit point holds yet.
      if (write - state.checkpoint.write >= capacityOf(files.journal)) checkpointNow(state, files, { write: write - 1 })
      append(files.journal, state.seed, { write, at, before: 0 })
    },
    background: write => {
      if (state.next === undefined && write - state.checkpoint.write >= writesPerFlush) begin(state, write)
      else if (state.next !== undefined) proceed(state, files, all)
    },
    leap: upTo => {
      makeRoomForAll(files)
      checkpointNow(state, files, { write: upTo })
    },
  })
}

/** A commit point of everything acknowledged; writers go on meanwhile. False while the volumes do not take writes. */
export function flushAll(state: ElasticsearchState, volumes: MountedVolumes): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  if (state.checkpoint.write < state.rhythm.acknowledged || state.next !== undefined)
    checkpointNow(state, files, { write: state.rhythm.acknowledged })
  return true
}

/** Registers a repository; false when no volume of its own is mounted at the location. */
export function register(
  state: ElasticsearchState,
  volumes: MountedVolumes,
  { name, location }: { readonly name: string; readonly location: string },
): boolean {
  const found = repositoryAt(volumes, location)
  if (found === undefined || !found.files.fit) return false
  const known = recover(found.files)
  const store: CheckpointState = {
    seed: state.seed,
    checkpoint: known.found === 'database' ? known.root : noCheckpoint(),
    journalStart: 1,
  }
  if (known.found !== 'database') create(store, found.files, false)
  state.repositories = [...state.repositories.filter(each => each.name !== name), { name, location, store }]
  return true
}

export function beginSnapshot(state: ElasticsearchState, repository: string, name: string, now: Instant): void {
  const write = state.rhythm.acknowledged
  state.running = { repository, name, write, at: now, state: 'IN_PROGRESS', endsAt: now + snapshotMs }
}

/** The segments of the snapshot are in the repository; its commit point comes last, so an older one is always whole. */
function finishSnapshot(state: ElasticsearchState, volumes: MountedVolumes): void {
  const { running } = state
  if (running === undefined) return
  const { endsAt: _, ...snapshot } = running
  const repository = state.repositories.find(({ name }) => name === snapshot.repository)
  const found = repository && repositoryAt(volumes, repository.location)
  delete state.running
  if (repository === undefined || found === undefined) return
  let outcome: Snapshot['state'] = 'SUCCESS'
  try {
    if (held(found.files.mounts, state.frozenPaths)) outcome = 'FAILED'
    else checkpointNow(repository.store, found.files, { write: snapshot.write, askedAt: snapshot.at, journaled: false })
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    outcome = 'FAILED'
  }
  const rest = state.snapshots.filter(each => each.repository !== snapshot.repository || each.name !== snapshot.name)
  state.snapshots = [...rest, { ...snapshot, state: outcome, at: running.endsAt }].slice(-snapshotsKept)
}

/** The translog is synced before a write is acknowledged; in a repository the last whole snapshot is promised. */
export function ledgerOf(
  state: ElasticsearchState,
  at: Instant,
  asked: readonly string[] | undefined,
): Ledger | undefined {
  if (asked === undefined || asked.some(path => state.paths.includes(path))) return durableLedger(state, at, asked)
  const own = state.repositories.filter(({ location }) =>
    asked.some(path => location === path || location.startsWith(`${path}/`)),
  )
  const snapshot = state.snapshots.findLast(
    each => each.state === 'SUCCESS' && each.at <= at && own.some(({ name }) => name === each.repository),
  )
  const promised = snapshot?.write ?? 0
  return { at, acknowledged: promised, promised }
}
