/** The running Cassandra model: commits to its log and its memtable, and turns memtables into data files. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { ApplicationState, MountedVolumes } from '../application.ts'
import { held, makeRoom, pathsOf } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { type Sequence, sequence } from '../sequence.ts'
import { append, capacityOf, trim } from '../write-ahead-log.ts'
import {
  blocksFor,
  type Cell,
  type Files,
  filesOf,
  type Manifest,
  rows,
  type Table,
  tableBlocks,
  tablesPerManifest,
  writeHeader,
  writeLogHeader,
  writeManifest,
  writeTable,
} from './layout.ts'
import { recover } from './recovery.ts'

export type CassandraState = ApplicationState & {
  readonly application: 'cassandra'
  readonly startedAt: number
  readonly seed: number
  rhythm: Rhythm
  /** The data files; what was written since `manifest.upTo` is in the memtable and the commit log. */
  manifest: Manifest
  logStart: number
  nextTable: number
  /** After `nodetool drain` a node takes no writes until it is restarted. */
  drained: boolean
}

/** A memtable is flushed by itself after so many writes, and data files are merged when there are so many. */
const writesPerMemtable = 1200
const tablesBeforeCompaction = 6

export function startDatabase(volumes: MountedVolumes, now: Instant, seed: number): CassandraState {
  return startOrWait(
    () => open(volumes, now, seed),
    () => stateOf(volumes, seed, 0, now),
  )
}

function open(volumes: MountedVolumes, now: Instant, seed: number): CassandraState {
  const files = filesOf(volumes)
  if (files === undefined) return stateOf(volumes, seed, 0, now)
  if (!files.fit)
    return {
      ...stateOf(volumes, seed, 0, now),
      refusal: 'Its volume is smaller than three megabytes, too small for a database.',
    }
  const found = recover(files)
  if (found.found === 'damage') return { ...stateOf(volumes, seed, 0, now), refusal: found.because }
  if (found.found === 'nothing') {
    const state = stateOf(volumes, seed, 0, now)
    writeLogHeader(files, { seed, startsAt: 1 })
    writeManifest(files, state.manifest)
    writeHeader(files, { seed, separateLog: files.separateLog })
    return state
  }
  const state = stateOf(volumes, found.seed, found.writes, now)
  state.manifest = found.manifest
  state.logStart = found.logStart
  state.nextTable = Math.max(0, ...found.manifest.tables.map(table => table.number)) + 1
  // The volume may have been mounted without its commit log before.
  writeHeader(files, { seed: found.seed, separateLog: files.separateLog })
  flush(state, files, { upTo: found.writes, at: now, onRequest: false })
  return state
}

function stateOf(volumes: MountedVolumes, seed: number, writes: number, now: Instant): CassandraState {
  return {
    application: 'cassandra',
    startedAt: now,
    seed,
    paths: pathsOf(filesOf(volumes)?.mounts),
    frozenPaths: [],
    rhythm: newRhythm(writes, now, drawBetween(10, 25, seed, 31)),
    manifest: { number: 0, upTo: 0, flushedAt: now, onRequest: false, tables: [] },
    logStart: 1,
    nextTable: 1,
    drained: false,
  }
}

export function advanceDatabase(state: CassandraState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startDatabase(volumes, to, state.seed))
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return
  keepWriting(state.rhythm, to, {
    blocked: () => state.drained || held(files.mounts, state.frozenPaths),
    commit: (write, at) => {
      // The log must not run over what no data file has yet.
      if (write - state.manifest.upTo >= capacityOf(files.log))
        flush(state, files, { upTo: write - 1, at, onRequest: false })
      append(files.log, state.seed, { write, at, before: 0 })
    },
    background: (write, at) => {
      if (write - state.manifest.upTo >= writesPerMemtable) flush(state, files, { upTo: write, at, onRequest: false })
    },
    leap: (upTo, at) => {
      // Data files ahead of the log are sound, but the node must not know of writes that it never acknowledged.
      makeRoom(files.mounts.data.device, 0, 3)
      makeRoom(files.log.device, files.log.first - 1, files.log.blocks + 1)
      flush(state, files, { upTo, at, onRequest: false })
    },
  })
}

type Flush = { readonly upTo: number; readonly at: Instant; readonly onRequest: boolean }

/** The memtable becomes a data file, then the list names it, then the log before it is removed. */
function flush(state: CassandraState, files: Files, { upTo, at, onRequest }: Flush): void {
  const all = sequence(state.seed, rows)
  const old = state.manifest
  const live = old.tables.filter(table => table.tag === undefined)
  const kept = old.tables.filter(table => table.tag !== undefined)
  const merges = live.length >= tablesBeforeCompaction || old.tables.length >= tablesPerManifest - 1
  const after = merges ? 0 : old.upTo
  const added = upTo > old.upTo || merges ? [newTable(state, files, all, { after, upTo })] : []
  const tables = [...kept, ...(merges ? [] : live), ...added]
  put(state, files, { number: old.number + 1, upTo, flushedAt: at, onRequest, tables })
  if (upTo + 1 === state.logStart) return
  writeLogHeader(files, { seed: state.seed, startsAt: upTo + 1 })
  trim(files.log, state.logStart, upTo + 1)
  state.logStart = upTo + 1
}

function put(state: CassandraState, files: Files, manifest: Manifest): void {
  writeManifest(files, manifest)
  state.manifest = manifest
}

function newTable(state: CassandraState, files: Files, all: Sequence, range: { after: number; upTo: number }): Table {
  const cells = cellsBetween(all, range)
  const blocks = blocksFor(cells.length)
  const first = freeRun(state.manifest.tables, blocks)
  if (first + blocks > tableBlocks) throw new PortError('full', 'No space left on the data volume.')
  const table = { number: state.nextTable, first, blocks, ...range }
  writeTable(files, table, state.seed, cells)
  state.nextTable += 1
  return table
}

function cellsBetween(all: Sequence, { after, upTo }: { after: number; upTo: number }): readonly Cell[] {
  return Array.from({ length: rows }, (_, row) => ({ row, write: all.newestIn(row, upTo) })).filter(
    cell => cell.write > after,
  )
}

/** The first gap between the data files that is long enough, or else the place behind them. */
function freeRun(tables: readonly Table[], blocks: number): number {
  const taken = [...tables].sort((a, b) => a.first - b.first)
  let first = 0
  for (const table of taken) {
    if (table.first - first >= blocks) break
    first = Math.max(first, table.first + table.blocks)
  }
  return first
}

/** Turns the memtable into a data file because somebody asked. False while the volumes do not take writes. */
export function flushOnRequest(state: CassandraState, volumes: MountedVolumes, now: Instant): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  flush(state, files, { upTo: state.rhythm.acknowledged, at: now, onRequest: true })
  return true
}

/** Merges all live data files into one. False while the volumes do not take writes. */
export function compact(state: CassandraState, volumes: MountedVolumes): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  const old = state.manifest
  const table = newTable(state, files, sequence(state.seed, rows), { after: 0, upTo: old.upTo })
  const kept = old.tables.filter(({ tag }) => tag !== undefined)
  put(state, files, { ...old, number: old.number + 1, tables: [...kept, table] })
  return true
}

export type Tagging = 'done' | 'wait' | { readonly problem: string }

/** Keeps the live data files under a name, as hard links do: they cost nothing until compaction replaces them. */
export function tagTables(state: CassandraState, volumes: MountedVolumes, tag: string, now: Instant): Tagging {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return 'done'
  if (!/^[\w.-]{1,32}$/.test(tag))
    return { problem: `A snapshot is named with up to 32 letters, digits, '.', '_' or '-'.` }
  if (state.manifest.tables.some(table => table.tag === tag)) return { problem: `Snapshot ${tag} already exists.` }
  if (!flushOnRequest(state, volumes, now)) return 'wait'
  const live = state.manifest.tables.filter(table => table.tag === undefined)
  // A table may have the same blocks under several names; room is what the distinct ones take.
  const distinct = new Map([...state.manifest.tables].map(table => [table.first, table.blocks]))
  const used = [...distinct.values()].reduce((sum, blocks) => sum + blocks, 0)
  const entries = state.manifest.tables.length + live.length
  if (entries > tablesPerManifest - 10 || used > tableBlocks / 2)
    return { problem: 'No space left on device: old snapshots fill the data volume; nodetool clearsnapshot frees it.' }
  const tables = [...state.manifest.tables, ...live.map(table => ({ ...table, tag }))]
  put(state, files, { ...state.manifest, number: state.manifest.number + 1, tables })
  return 'done'
}

/** Removes one nodetool snapshot, or all. False while the volumes do not take writes. */
export function clearTags(state: CassandraState, volumes: MountedVolumes, tag: string | undefined): boolean {
  const files = filesOf(volumes)
  if (files === undefined || state.refusal !== undefined) return true
  if (held(files.mounts, state.frozenPaths)) return false
  const tables = state.manifest.tables.filter(
    table => table.tag === undefined || (tag !== undefined && table.tag !== tag),
  )
  put(state, files, { ...state.manifest, number: state.manifest.number + 1, tables })
  return true
}
