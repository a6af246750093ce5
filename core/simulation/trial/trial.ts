/** One run of a spec in a copy of a world: who carried it out, what went wrong, and what is true in the end. */

import { after, drawBetween, type Instant } from '../../base/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import type { Fault } from '../faults/fault.ts'
import { FaultInjection, type Stroke } from '../faults/injection.ts'
import { type FrozenInterval, observeFreezes } from '../frozen-time.ts'
import { openSimulatedCluster, type SimulatedCluster, type WorldCopy } from '../simulated-cluster.ts'
import {
  type Consistency,
  cloneMatches,
  type JudgedCopies,
  judgedAsTheyAre,
  judgedCopies,
  judgedMembers,
  membersOf,
} from './copies.ts'
import { type Carried, type ExecutorName, executors, type Told } from './executor.ts'
import { fetchBackups } from './fetched-backups.ts'
import { leaveOut } from './leave-out.ts'
import { watchMigration } from './migration-watch.ts'
import { type BrokenPromise, brokenPromises, type Truth } from './promises.ts'
import { otherReplicas, replicasIn } from './replicas.ts'
import { type RestoreWatch, watchRestore } from './restore-watch.ts'
import { carriedSchedule, type ScheduleTally, tallyOf, truthOfSchedule, unreadableRuns } from './schedule-outcome.ts'
import { strikesAt, usualScheduleMs } from './schedule-span.ts'
import { isUsable, type ScheduleWatch, type WatchedRun, watchSchedule } from './schedule-watch.ts'
import { missingPolicies, openCopies } from './setting.ts'

export type TrialCase = {
  readonly world: WorldCopy
  /** What is written when the trial begins, such as rules and the objects themselves. */
  readonly specs: readonly KubeObject[]
  /** The objects among them, or in the world, that are carried out. */
  readonly refs: readonly ObjectRef[]
  readonly executor: ExecutorName
  readonly faults: readonly Fault[]
  readonly seed: number
  /** The clusters that ClusterPairs of the world lead to, by name. They are copied too. */
  readonly others?: Readonly<Record<string, WorldCopy>>
  /** How long schedules are let run; absent: until every section has had three slots. */
  readonly scheduleMs?: number
  /** Workloads that are taken out of the world first, with the claims that only they use. */
  readonly without?: readonly ObjectRef[]
  /** Plants a mistake, for tests of the checkers: what is true is looked at through it. */
  readonly bend?: (truth: Truth) => Truth
}

export type Trial = {
  readonly seed: number
  /** With their places. */
  readonly faults: readonly Fault[]
  readonly strokes: readonly Stroke[]
  readonly began: Instant
  readonly end: Instant
  readonly carried: readonly Carried[]
  readonly copies: readonly JudgedCopies[]
  /** The least of all copies; `none` when an object has no copy. */
  readonly consistency: Consistency
  readonly frozen: readonly FrozenInterval[]
  /** The longest time that one container was frozen without a pause; null when it still is. */
  readonly longestFreezeMs: number | null
  /** The longest time that nobody wrote to the claims of a restore or a migration; null when still nobody does. Only for these. */
  readonly awayMs?: number | null
  /** What schedules made, section by section. Only for schedules. */
  readonly schedules?: readonly ScheduleTally[]
  readonly scheduledMs?: number
  readonly told: readonly Told[]
  readonly broken: readonly BrokenPromise[]
}

/** Holds that nobody releases end by their own deadline, so they are given that time before the truth is looked at. */
const aftermathMs = 200_000
/** So long may pods take to come up after a restore that has ended. */
const startUpMs = 60_000

/** How long a schedule's last deletions may take. */
const tidyUpMs = 60_000

export async function runTrial(trial: TrialCase, settle: () => Promise<void>): Promise<Trial> {
  const { seed, refs, specs, executor } = trial
  const injection = new FaultInjection(trial.faults, seed)
  const opened = new Map<string, SimulatedCluster>()
  const others = openCopies(trial, opened, settle)
  const cluster = await openSimulatedCluster({ copyOf: trial.world, seed, settle, faults: injection.world, ...others })
  leaveOut(cluster, trial.without ?? [])
  // No two runs meet the applications at the same moment of their work.
  await cluster.advance(drawBetween(0, 2_000, seed, 1))
  const before = new Set((await snapshotsIn(cluster)).map(({ handle }) => handle))
  const timed = refs.filter(({ kind }) => kind === 'VolumeSnapshotSchedule')
  cluster.load(specs)
  cluster.load(missingPolicies(timed, cluster))
  const began = cluster.now
  const freezes = observeFreezes(cluster)
  const watches = refs.map(ref => (ref.kind === 'VolumeSnapshotRestore' ? watchRestore(cluster, ref) : undefined))
  const schedules = timed.map(ref => watchSchedule(cluster, ref, executor))
  const migrations = refs.flatMap(ref => (ref.kind === 'Migration' ? [watchMigration(cluster, ref, opened)] : []))
  const until = after(began, trial.scheduleMs ?? usualScheduleMs(schedules, began))
  const replicas = replicasIn(cluster)
  const over = new AbortController()
  const execution = executors[executor]({
    cluster,
    refs: refs.filter(ref => !timed.includes(ref)),
    ...(timed.length === 0 ? {} : { schedules: { refs: timed, until, isOpen: () => schedules.some(hasOpenRun) } }),
  })
  const begin = () => {
    injection.begin(cluster, execution.crash)
    return injection.happenings(over.signal)
  }
  const strikeAt = strikesAt(schedules, { began, until, seed })
  const happenings = strikeAt <= began ? begin() : later(cluster, strikeAt, begin, over.signal)
  const finish = async (): Promise<readonly Carried[]> => {
    const carried = await execution.done
    over.abort(new Error('The trial is over.'))
    await happenings
    return carried
  }
  const settled = await cluster.drive(finish())
  const end = cluster.now
  injection.end()
  if (cluster.pods.frozenPods().length > 0) await cluster.advance(aftermathMs)
  if (timed.length > 0) await cluster.advance(Math.max(0, until - cluster.now) + tidyUpMs)
  await untilBack(cluster, [...watches, ...migrations])
  const frozen = freezes.intervals()
  execution.stop()

  const lookedAt = cluster.now
  // Under STORK the back end itself looks after the cuts of a migration, and keeps them for the next one.
  const keepsCuts = executor === 'stork' && migrations.length > 0
  const newer = (await snapshotsIn(cluster)).filter(({ handle }) => !before.has(handle))
  const stored = keepsCuts ? 0 : newer.length
  const kept = schedules.flatMap(watch => watch.runs().filter(({ leaving }) => !leaving))
  const fetched = await fetchBackups(cluster, [...refs, ...kept.map(({ ref }) => ref)])
  const pauses = watches.map(watch => watch?.pauses() ?? [])
  const carried = refs.flatMap(ref => {
    const watch = schedules.find(one => one.ref === ref)
    return watch === undefined ? settled.filter(one => one.ref === ref) : [carriedSchedule(watch, { began, until })]
  })
  const outcome = (ref: ObjectRef): Carried => carried.find(one => one.ref === ref) ?? { ref, result: 'waiting' }
  const copies = [...refs, ...kept.map(({ ref }) => ref)].flatMap((ref, index) => {
    const migration = migrations.find(one => one.ref === ref)
    if (migration !== undefined) return migration.copies(outcome(ref))
    const watch = watches[index]
    return watch === undefined ? judgedCopies(cluster, ref, fetched) : judgedRestore(cluster, ref, watch, fetched)
  })
  const made = madeBy(refs, carried, kept)
  const truth: Truth = {
    end: lookedAt,
    carried: made.map(({ carried: one }) => one),
    specs: made.flatMap(({ carried: { ref }, run }) => run?.object ?? cluster.plane.get(ref) ?? []),
    frozen,
    copies,
    tasks: injection.tasks,
    journal: cluster.pods.journal().filter(({ at }) => at >= began),
    stored,
    named: copies.reduce((sum, { ref, claims }) => sum + (makesNoSnapshot.has(ref.kind) ? 0 : claims.length), 0),
    members: made.map(({ carried: { ref } }) => membersOf(cluster, ref).length),
    cloneMatches: made.map(({ carried: { ref } }) => cloneMatches(cluster, ref)),
    pauses: made.map(({ carried: { ref } }) => pauses[refs.indexOf(ref)] ?? []),
    otherReplicas: otherReplicas(replicas, replicasIn(cluster)),
    schedules: schedules.map(watch =>
      truthOfSchedule(watch, { began, until, unreadable: unreadableRuns(cluster, watch, fetched) }),
    ),
    migrations: migrations.map(watch => watch.truth(outcome(watch.ref))),
  }
  return {
    seed,
    faults: injection.faults,
    strokes: injection.strokes,
    began,
    end,
    carried,
    copies,
    consistency: leastOf(objectsOf(refs, schedules), copies),
    frozen,
    longestFreezeMs: longest(frozen),
    ...awayOf([...watches, ...migrations]),
    ...(schedules.length === 0 ? {} : { schedules: schedules.map(tallyOf), scheduledMs: until - began }),
    told: execution.told,
    broken: brokenPromises(trial.bend?.(truth) ?? truth),
  }
}

async function later(
  cluster: SimulatedCluster,
  at: Instant,
  begin: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await cluster.ports.clock.sleep(at - cluster.now, signal)
    await begin()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** A schedule itself comes to nothing else than its runs, so in its place stand those that are there. */
function madeBy(
  refs: readonly ObjectRef[],
  carried: readonly Carried[],
  kept: readonly WatchedRun[],
): readonly { readonly carried: Carried; readonly run?: WatchedRun }[] {
  const own = carried.filter((_, index) => refs[index]?.kind !== 'VolumeSnapshotSchedule')
  return [...own.map(one => ({ carried: one })), ...kept.map(run => ({ carried: run, run }))]
}

function hasOpenRun(watch: ScheduleWatch): boolean {
  return watch.runs().some(({ result, leaving }) => result === 'waiting' && !leaving)
}

/** Whose copies count: of a schedule, those that it calls usable. */
function objectsOf(refs: readonly ObjectRef[], schedules: readonly ScheduleWatch[]): readonly ObjectRef[] {
  return refs.flatMap(ref => {
    const watch = schedules.find(one => one.ref === ref)
    const usable = watch?.runs().filter(run => isUsable(run) && !run.leaving)
    return usable === undefined || usable.length === 0 ? [ref] : usable.map(run => run.ref)
  })
}

const makesNoSnapshot: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'VolumeSnapshotRestore', 'Migration'])

/** Lets the pods of restored applications come up. */
async function untilBack(cluster: SimulatedCluster, watches: readonly AwayWatch[]): Promise<void> {
  const latest = cluster.now + startUpMs
  while (cluster.now < latest && watches.some(watch => watch?.awayMs() === null)) await cluster.advance(500)
}

/** What the application finds when it starts again: the snapshot, or its own old data. */
function judgedRestore(
  cluster: SimulatedCluster,
  ref: ObjectRef,
  watch: RestoreWatch,
  fetched: ReadonlyMap<string, string>,
): readonly JudgedCopies[] {
  const pauses = watch.pauses()
  const members = watch.members()
  const restored = pauses.some(({ held }) => held.every(one => one === 'snapshot' || one === 'same'))
  if (restored) return judgedMembers(cluster, ref, members, fetched)
  const claims = members.map(({ record }) => record.claim)
  return pauses.some(({ started }) => started) ? judgedAsTheyAre(cluster, ref, claims) : []
}

type AwayWatch = { awayMs(): number | null } | undefined

function awayOf(watches: readonly AwayWatch[]): Pick<Trial, 'awayMs'> {
  const times = watches.flatMap(watch => (watch === undefined ? [] : [watch.awayMs()]))
  if (times.length === 0) return {}
  const known = times.flatMap(time => time ?? [])
  return { awayMs: known.length < times.length ? null : Math.max(...known) }
}

async function snapshotsIn(cluster: SimulatedCluster) {
  return cluster.storage.listSnapshots()
}

const rank: Readonly<Record<Consistency, number>> = { none: 0, crash: 1, application: 2 }

function leastOf(refs: readonly ObjectRef[], copies: readonly JudgedCopies[]): Consistency {
  if (refs.some(ref => !copies.some(copy => copy.ref === ref))) return 'none'
  return copies.reduce<Consistency>(
    (least, { consistency }) => (rank[consistency] < rank[least] ? consistency : least),
    'application',
  )
}

function longest(frozen: readonly FrozenInterval[]): number | null {
  let most = 0
  for (const { from, to } of frozen) {
    if (to === undefined) return null
    most = Math.max(most, to - from)
  }
  return most
}
