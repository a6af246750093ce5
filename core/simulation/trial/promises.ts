/** The promises, checked on the truth of one trial: what the applications, the storage and the clock know, not what anybody says. */

import type { Instant } from '../../base/index.ts'
import type { JournalEntry } from '../../cluster/simulated/index.ts'
import { groupVolumeSnapshotSettings, volumeSnapshotSettings } from '../../engine/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  oldPreSnapshotRule,
  preSnapCommands,
  preSnapshotRule,
  textOf,
} from '../../specs/index.ts'
import type { FrozenInterval } from '../frozen-time.ts'
import type { JudgedCopies } from './copies.ts'
import type { Carried } from './executor.ts'
import { brokenMigrations, type MigrationTruth } from './migration-promises.ts'
import type { Pause } from './restore-watch.ts'
import { brokenSchedules, type ScheduleTruth } from './schedule-promises.ts'

export type PromiseName =
  | 'every freeze ends within its budget'
  | 'successful means quiesced at the instant'
  | 'a retry quiesces again'
  | 'all members or none'
  | 'a clone has the bytes of its snapshot'
  | 'a restore gives the bytes of the snapshot, or leaves the old data'
  | 'a restored application runs as before'
  | 'no slot is lost without an event'
  | 'retention keeps what the policy says'
  | 'at most one side of a migration is active'
  | 'a migration loses nothing'
  | 'the run ends'

export type BrokenPromise = { readonly promise: PromiseName; readonly found: string }

/** What is known of a trial when it is over. */
export type Truth = {
  readonly end: Instant
  readonly carried: readonly Carried[]
  /** The specs as they were written, by the order of `carried`; the runs of schedules are among them. */
  readonly specs: readonly KubeObject[]
  readonly frozen: readonly FrozenInterval[]
  readonly copies: readonly JudgedCopies[]
  /** When the storage was asked for a snapshot, once for each task. */
  readonly tasks: readonly { readonly at: Instant; readonly key: string }[]
  readonly journal: readonly JournalEntry[]
  /** Snapshots in the storage that were not there before, and those that the objects name. */
  readonly stored: number
  readonly named: number
  /** The members that each object has in the cluster. */
  readonly members: readonly number[]
  /** For clones; undefined where nobody can tell. */
  readonly cloneMatches: readonly (boolean | undefined)[]
  /** For restores in place, by the order of `carried`: what the volumes held whenever nobody wrote to them. */
  readonly pauses: readonly (readonly Pause[])[]
  /** Workloads that have other replicas than before, in words. */
  readonly otherReplicas: readonly string[]
  readonly schedules: readonly ScheduleTruth[]
  readonly migrations: readonly MigrationTruth[]
}

export function brokenPromises(truth: Truth): readonly BrokenPromise[] {
  return [
    ...freezesEnd(truth),
    ...successIsQuiesced(truth),
    ...retriesQuiesce(truth),
    ...allOrNothing(truth),
    ...clonesMatch(truth),
    ...restoresAreWhole(truth),
    ...applicationsRun(truth),
    ...brokenSchedules(truth.schedules),
    ...brokenMigrations(truth.migrations),
    ...runEnds(truth),
  ]
}

/** The longest that the specs allow an application to be frozen. */
export function budgetOf(specs: readonly KubeObject[]): number {
  return Math.max(
    ...specs.map(
      spec =>
        (spec.kind === 'GroupVolumeSnapshot' ? groupVolumeSnapshotSettings(spec) : volumeSnapshotSettings(spec))
          .freezeBudgetMs,
    ),
  )
}

function freezesEnd({ frozen, end, specs }: Truth): readonly BrokenPromise[] {
  const budgetMs = budgetOf(specs)
  const found = frozen.flatMap(({ pod, from, to }) => {
    if (to === undefined) return [`${pod} has been frozen for ${seconds(end - from)} and still is.`]
    return to - from > budgetMs
      ? [`${pod} was frozen for ${seconds(to - from)}; the budget is ${seconds(budgetMs)}.`]
      : []
  })
  return first('every freeze ends within its budget', found)
}

/** Whether a spec asks for more than what a power cut leaves. */
export function asksToQuiesce(spec: KubeObject): boolean {
  if (spec.kind === 'GroupVolumeSnapshot' || spec.kind === 'Migration')
    return (textOf(entry(spec.spec, 'preExecRule')) ?? '') !== ''
  const annotations = annotationsOf(spec)
  return [preSnapshotRule, oldPreSnapshotRule, ...preSnapCommands].some(({ key }) => (annotations[key] ?? '') !== '')
}

function successIsQuiesced(truth: Truth): readonly BrokenPromise[] {
  const found = truth.carried.flatMap((one, index) => {
    const spec = truth.specs[index]
    if (one.result !== 'successful' || spec === undefined) return []
    const copies = truth.copies.filter(({ ref }) => ref === one.ref)
    return copies.flatMap(copy => {
      const whose = `${one.ref.kind} ${one.ref.name}`
      // A restore puts back what the snapshot holds, whatever that is worth; a move cuts nothing that is kept.
      const { kind } = one.ref
      const isJudgedElsewhere = kind === 'VolumeSnapshotRestore' || (kind === 'Migration' && copy.at.length === 0)
      if (copy.consistency === 'none' && !copy.partial && !isJudgedElsewhere)
        return [`${whose} is reported as successful: ${copy.text}`]
      if (!asksToQuiesce(spec) || copy.writer === undefined || wasQuiesced(truth, copy)) return []
      // A migration takes whole namespaces, and its rule may mean some of their applications only.
      if (kind === 'Migration' && !wasTouched(truth, copy) && copies.some(other => wasTouched(truth, other))) return []
      return [`${whose} is reported as successful, and ${copy.writer.pod} was not quiesced at the instant of the copy.`]
    })
  })
  return first('successful means quiesced at the instant', found)
}

/** Frozen at every instant of the copy; or, where a rule only flushes, its clients ran before. */
function wasQuiesced(truth: Truth, { writer, at, consistency }: JudgedCopies): boolean {
  if (writer === undefined || at.every(instant => isFrozen(truth, writer, instant))) return true
  if (truth.frozen.some(interval => sameContainer(interval, writer))) return false
  return consistency === 'application' || at.every(instant => clientsOf(truth, writer, 0, instant) > 0)
}

/** Whether anybody ran anything in the application, for better or worse. */
function wasTouched(truth: Truth, { writer }: JudgedCopies): boolean {
  if (writer === undefined) return false
  const isFrozenOnce = truth.frozen.some(interval => sameContainer(interval, writer))
  return isFrozenOnce || clientsOf(truth, writer, 0, truth.end) > 0
}

function retriesQuiesce(truth: Truth): readonly BrokenPromise[] {
  const owners = new Set(truth.tasks.map(ownerOf))
  const found = [...owners].flatMap(owner =>
    attemptsWithout(
      truth,
      truth.tasks.filter(task => ownerOf(task) === owner),
    ),
  )
  return first('a retry quiesces again', found)
}

/** Whose attempt a task is: executors put the uid of its object into its key. */
function ownerOf({ key }: Truth['tasks'][number]): string {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(key)?.[0] ?? key
}

function attemptsWithout(truth: Truth, tasks: Truth['tasks']): readonly string[] {
  const [beginning, ...later] = tasks
  if (beginning === undefined) return []
  const { at } = beginning
  const containers = truth.copies.flatMap(({ writer }) => writer ?? [])
  return containers.flatMap(writer => {
    const locks = isFrozen(truth, writer, at)
    if (!locks && clientsOf(truth, writer, 0, at) === 0) return []
    return later.flatMap((task, index) => {
      const since = tasks[index]?.at ?? at
      const again = locks ? isFrozen(truth, writer, task.at) : clientsOf(truth, writer, since, task.at) > 0
      return again ? [] : [`${writer.pod} was not quiesced again for attempt ${index + 2}.`]
    })
  })
}

function allOrNothing({ carried, specs, stored, named, members }: Truth): readonly BrokenPromise[] {
  const taken = carried.map((one, index) => ({ one, members: members[index] ?? 0, spec: specs[index] }))
  const found = taken.flatMap(({ one, members, spec }) => {
    const isSnapshot = one.ref.kind !== 'PersistentVolumeClaim' && spec !== undefined
    if (!isSnapshot || one.result !== 'failed' || one.ref.kind === 'VolumeSnapshot' || members === 0) return []
    return [`${one.ref.kind} ${one.ref.name} failed, and ${members} of its members are left in the cluster.`]
  })
  // Whoever has not come to an end may still be at work on what is there.
  const over = carried.every(({ result }) => result !== 'waiting')
  if (over && stored > named) found.push(`The storage holds ${stored} new snapshots, and the objects name ${named}.`)
  return first('all members or none', found)
}

function clonesMatch({ carried, cloneMatches }: Truth): readonly BrokenPromise[] {
  const found = carried.flatMap(({ ref, result }, index) =>
    result === 'successful' && cloneMatches[index] === false
      ? [`The claim ${ref.name} is bound, and has other bytes than its snapshot.`]
      : [],
  )
  return first('a clone has the bytes of its snapshot', found)
}

function restoresAreWhole({ carried, pauses }: Truth): readonly BrokenPromise[] {
  const found = carried.flatMap(({ ref, result }, index) => {
    const all = pauses[index] ?? []
    const settled = all.filter(({ started }) => started || result !== 'waiting')
    const mixed = settled.find(({ held }) => !held.every(isSnapshot) && !held.every(isOld))
    if (mixed !== undefined) return [`The volumes of ${ref.name} hold neither the snapshot nor what they held before.`]
    const restored = all.some(({ held }) => held.every(isSnapshot))
    if ((result === 'successful' || result === 'downgraded') && all.length > 0 && !restored)
      return [`${ref.name} is reported as successful, and its volumes never held the snapshot.`]
    const changed = settled.find(({ held }) => !held.every(isOld))
    if (result === 'failed' && changed !== undefined)
      return [`${ref.name} is reported as failed, and its volumes were overwritten all the same.`]
    return []
  })
  return first('a restore gives the bytes of the snapshot, or leaves the old data', found)
}

function isSnapshot(held: Pause['held'][number]): boolean {
  return held === 'snapshot' || held === 'same' || held === 'unknown'
}

function isOld(held: Pause['held'][number]): boolean {
  return held === 'old' || held === 'same' || held === 'unknown'
}

function applicationsRun({ carried, otherReplicas }: Truth): readonly BrokenPromise[] {
  const isOver = carried.every(({ ref, result }) => ref.kind === 'VolumeSnapshotRestore' && result !== 'waiting')
  return first('a restored application runs as before', isOver ? otherReplicas : [])
}

function runEnds({ carried }: Truth): readonly BrokenPromise[] {
  const found = carried
    .filter(({ result }) => result === 'waiting')
    .map(
      ({ ref, because }) =>
        `${ref.kind} ${ref.name} has not come to an end.${because === undefined ? '' : ` ${because}`}`,
    )
  return first('the run ends', found)
}

type Container = NonNullable<JudgedCopies['writer']>

function isFrozen({ frozen }: Truth, container: Container, at: Instant): boolean {
  return frozen.some(one => sameContainer(one, container) && one.from <= at && (one.to === undefined || at <= one.to))
}

/** How many client programs of the application ran in a container between two instants. */
function clientsOf({ journal }: Truth, container: Container, from: number, to: number): number {
  return journal.filter(one => one.what === 'client' && sameContainer(one, container) && one.at >= from && one.at <= to)
    .length
}

function sameContainer(one: Container, other: Container): boolean {
  return one.namespace === other.namespace && one.pod === other.pod && one.container === other.container
}

function first(promise: PromiseName, found: readonly string[]): readonly BrokenPromise[] {
  const [one] = found
  return one === undefined ? [] : [{ promise, found: one }]
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
