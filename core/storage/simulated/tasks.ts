/** Snapshot and clone tasks as data: their plan is drawn when they start, and time moves them through it. */

import { after, drawBetween, type Instant } from '../../base/index.ts'
import type { CloneTask, SnapshotTask, StoredSnapshot } from '../../ports/index.ts'
import type { StorageFault } from './faults.ts'

type Range = readonly [least: number, most: number]

/** Milliseconds. `pause` is how long writers of a group wait around its cut. */
export type StorageLatencies = { readonly snapshot: Range; readonly clone: Range; readonly pause: Range }

export const defaultLatencies: StorageLatencies = { snapshot: [300, 800], clone: [100, 300], pause: [20, 60] }

/**
 * What happens when, in this order. A single volume is cut without a pause: it shares its instant with no other. The cut
 * lies well inside the task, because a back end prepares before it and books after it.
 */
export type Milestone = { readonly at: Instant; readonly what: 'pause' | 'cut' | 'go-on' | 'finish' }

export type SnapshotRecord = {
  readonly key: string
  readonly kind: 'snapshot'
  readonly volumes: readonly string[]
  readonly milestones: readonly Milestone[]
  /** Milestones already reached. */
  readonly reached: number
  readonly cut: readonly StoredSnapshot[]
  readonly failure?: string
}

export type CloneRecord = {
  readonly key: string
  readonly kind: 'clone'
  readonly snapshot: string
  readonly milestones: readonly Milestone[]
  readonly reached: number
  readonly made?: { readonly volume: string; readonly sizeBytes: number }
  readonly failure?: string
}

export type TaskRecord = SnapshotRecord | CloneRecord

type Plan = {
  readonly now: Instant
  readonly seed: number
  /** How many tasks there were before; tells draws apart. */
  readonly ordinal: number
  readonly latencies: StorageLatencies
  readonly faults: readonly StorageFault[]
}

export function planSnapshot(key: string, volumes: readonly string[], plan: Plan): SnapshotRecord {
  const draw = ([least, most]: Range, salt: number): number => drawBetween(least, most, plan.seed, plan.ordinal, salt)
  const totalMs = draw(plan.latencies.snapshot, 1)
  const cutAfterMs = draw([Math.ceil(totalMs * 0.4), Math.floor(totalMs * 0.7)], 2) + slownessMs(plan.faults)
  const pauseMs = draw(plan.latencies.pause, 3)
  const at = (ms: number): Instant => after(plan.now, Math.max(0, Math.round(ms)))
  const finish = { at: at(totalMs + slownessMs(plan.faults)), what: 'finish' } as const
  const cut = { at: at(cutAfterMs), what: 'cut' } as const
  const pause = { at: at(cutAfterMs - pauseMs / 2), what: 'pause' } as const
  const goOn = { at: at(cutAfterMs + pauseMs / 2), what: 'go-on' } as const
  const last = { ...finish, at: Math.max(finish.at, goOn.at) as Instant }
  const milestones = volumes.length > 1 ? [pause, cut, goOn, last] : [cut, finish]
  return { key, kind: 'snapshot', volumes, milestones, reached: 0, cut: [], ...failureOf(plan.faults) }
}

export function planClone(key: string, snapshot: string, plan: Plan): CloneRecord {
  const [least, most] = plan.latencies.clone
  const totalMs = drawBetween(least, most, plan.seed, plan.ordinal, 4) + slownessMs(plan.faults)
  const milestones: readonly Milestone[] = [{ at: after(plan.now, totalMs), what: 'finish' }]
  return { key, kind: 'clone', snapshot, milestones, reached: 0, ...failureOf(plan.faults) }
}

export const finished = (task: TaskRecord): boolean => task.reached >= task.milestones.length

/** Whether the task holds the writers of its volumes at the moment. */
export function pausing(task: TaskRecord): boolean {
  const reached = task.milestones.slice(0, task.reached).map(milestone => milestone.what)
  return reached.includes('pause') && !reached.includes('go-on')
}

export function snapshotTask(task: SnapshotRecord): SnapshotTask {
  if (!finished(task)) return { phase: 'running' }
  if (task.failure !== undefined) return { phase: 'failed', message: task.failure }
  return { phase: 'succeeded', snapshots: task.cut }
}

export function cloneTask(task: CloneRecord): CloneTask {
  if (!finished(task)) return { phase: 'running' }
  if (task.made === undefined) return { phase: 'failed', message: task.failure ?? 'The clone was not made.' }
  return { phase: 'succeeded', ...task.made }
}

function slownessMs(faults: readonly StorageFault[]): number {
  return faults.reduce((sum, fault) => sum + (fault.do === 'slow' ? fault.extraMs : 0), 0)
}

function failureOf(faults: readonly StorageFault[]): { readonly failure?: string } {
  const failure = faults.find(fault => fault.do === 'fail')
  return failure === undefined ? {} : { failure: failure.message }
}
