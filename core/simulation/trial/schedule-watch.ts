/** What becomes of a schedule in a trial: every run that it makes, every deletion, and what is told of it. */

import { fromIso, type Instant } from '../../base/index.ts'
import { readSnapshot, timeSettings, timeZone } from '../../engine/index.ts'
import {
  annotationsOf,
  builtInPolicy,
  entry,
  type KubeObject,
  lifecycle,
  type ObjectRef,
  type PolicySection,
  readPolicy,
  type SectionKind,
  scheduleName,
  schedulePolicyType,
  sectionKinds,
  type TimeZone,
  textOf,
  utc,
  valueAt,
} from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { standingOf } from '../stork/outcome.ts'
import type { Carried, ExecutorName } from './executor.ts'

/** One snapshot or group that a schedule made. */
export type WatchedRun = Carried & {
  readonly section: SectionKind
  /** By its name: the slot that it runs for, or when it was made. On the clock of the executor. */
  readonly stamp: Instant
  /** As it was last seen. */
  readonly object: KubeObject
  /** It is gone, or is to go. */
  readonly leaving: boolean
}

/** A run that somebody asked to delete. */
export type Deletion = {
  readonly at: Instant
  readonly name: string
  readonly section: SectionKind
  readonly wasUsable: boolean
  /** How many usable runs of its section are left then. */
  readonly left: number
}

export type Telling = {
  readonly type: string
  readonly reason: string
  readonly message: string
  readonly first: Instant
  readonly last: Instant
}

/** A schedule's policy as it is when the trial begins. */
export type Followed = { readonly sections: readonly PolicySection[]; readonly zone: TimeZone }

export type ScheduleWatch = {
  readonly ref: ObjectRef
  readonly followed: Followed
  /** All that were ever made, oldest first. */
  runs(): readonly WatchedRun[]
  deletions(): readonly Deletion[]
  /** The events about the schedule. */
  tellings(): readonly Telling[]
}

/** Looks at every change of the cluster's objects from now on. */
export function watchSchedule(cluster: SimulatedCluster, ref: ObjectRef, executor: ExecutorName): ScheduleWatch {
  const runs = new Map<string, WatchedRun>()
  const deletions: Deletion[] = []
  cluster.plane.onChange(({ type, object }) => {
    const section = sectionOf(object, ref)
    if (section === undefined) return
    const { name, namespace = 'default', uid = '', deletionTimestamp } = object.metadata
    const before = runs.get(uid)
    const leaving = type === 'DELETED' || deletionTimestamp !== undefined
    const { apiVersion, kind } = object
    const own = { apiVersion, kind, namespace, name }
    // What becomes of the status on the way out says nothing about what the run was.
    const outcome = leaving && before !== undefined ? before : outcomeOf(cluster, own, object)
    const { result, because } = outcome
    const words = because === undefined ? {} : { because }
    const stamp = before?.stamp ?? stampOf(name) ?? cluster.now
    runs.set(uid, { ref: own, result, ...words, section, stamp, object, leaving })
    if (!leaving || before?.leaving === true) return
    const left = [...runs.values()].filter(one => one.section === section && !one.leaving && isUsable(one)).length
    const wasUsable = before !== undefined && isUsable(before)
    deletions.push({ at: cluster.now, name, section, wasUsable, left })
  })
  return {
    ref,
    followed: followedBy(cluster, ref, executor),
    runs: () => [...runs.values()],
    deletions: () => deletions,
    tellings: () => tellingsOf(cluster, ref),
  }
}

/** Its policy, or nothing to follow. STORK knows no zones. Namespaced policies go before the cluster's. */
export function followedBy({ plane }: SimulatedCluster, ref: ObjectRef, executor: ExecutorName): Followed {
  const schedule = plane.get(ref)
  const policy = schedule === undefined ? undefined : policyIn(plane, schedule)
  if (schedule === undefined || policy === undefined) return { sections: [], zone: utc }
  const said = timeSettings(schedule).zone ?? timeSettings(policy).zone ?? 'UTC'
  const zone = executor === 'stork' ? utc : (timeZone(said) ?? utc)
  return { sections: readPolicy(policy).sections, zone }
}

/** The policy that a schedule names, one that STORK makes by itself included. */
export function policyIn(plane: SimulatedCluster['plane'], schedule: KubeObject): KubeObject | undefined {
  const name = textOf(entry(schedule.spec, 'schedulePolicyName')) ?? ''
  const { namespace = 'default' } = schedule.metadata
  const near = plane.get({ apiVersion: storkVersion, kind: 'NamespacedSchedulePolicy', namespace, name })
  return near ?? plane.get({ apiVersion: storkVersion, kind: 'SchedulePolicy', name }) ?? builtInPolicy(name)
}

export function isUsable({ result }: Pick<Carried, 'result'>): boolean {
  return result === 'successful' || result === 'downgraded'
}

/** The section for which an object is a run of the schedule; members of groups are none. */
function sectionOf({ kind, metadata }: KubeObject, schedule: ObjectRef): SectionKind | undefined {
  if (kind !== 'VolumeSnapshot' && kind !== 'GroupVolumeSnapshot') return undefined
  const { annotations = {}, namespace = 'default', ownerReferences = [] } = metadata
  if (namespace !== schedule.namespace || annotations[scheduleName.key] !== schedule.name) return undefined
  if (ownerReferences.some(owner => owner.kind === 'GroupVolumeSnapshot')) return undefined
  return sectionKinds.find(one => one === annotations[schedulePolicyType.key])
}

function outcomeOf(cluster: SimulatedCluster, ref: ObjectRef, object: KubeObject): Pick<Carried, 'result' | 'because'> {
  if (annotationsOf(object)[lifecycle.key] === undefined) {
    const { result } = standingOf(cluster.plane, ref)
    return { result }
  }
  const status = readSnapshot(object, cluster.now)
  if (status?.stage !== 'Final') return { result: 'waiting' }
  if (status.outcome === 'failed') return { result: 'failed', because: status.failure.message }
  const because = status.verdict.because?.message
  return { result: status.outcome, ...(because === undefined ? {} : { because }) }
}

/** Both executors end a run's name with a time: `-2026-04-30-235012`. */
function stampOf(name: string): Instant | undefined {
  const [, day, hour, minute, second] = /-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(name) ?? []
  return day === undefined ? undefined : fromIso(`${day}T${hour}:${minute}:${second}Z`)
}

function tellingsOf({ plane }: SimulatedCluster, ref: ObjectRef): readonly Telling[] {
  const { namespace = 'default' } = ref
  return plane.list({ apiVersion: 'v1', kind: 'Event', namespace }).items.flatMap(event => {
    const about = valueAt(event, ['involvedObject'])
    if (entry(about, 'kind') !== ref.kind || entry(about, 'name') !== ref.name) return []
    const first = fromIso(textOf(entry(event, 'firstTimestamp')) ?? '')
    const last = fromIso(textOf(entry(event, 'lastTimestamp')) ?? '') ?? first
    if (first === undefined || last === undefined) return []
    const word = (key: string) => textOf(entry(event, key)) ?? ''
    return [{ type: word('type'), reason: word('reason'), message: word('message'), first, last }]
  })
}

const storkVersion = 'stork.libopenstorage.org/v1alpha1'
