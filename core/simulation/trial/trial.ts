/** One run of a spec in a copy of a world: who carried it out, what went wrong, and what is true in the end. */

import { drawBetween, type Instant } from '../../base/index.ts'
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
import { type BrokenPromise, brokenPromises, type Truth } from './promises.ts'
import { otherReplicas, replicasIn } from './replicas.ts'
import { type RestoreWatch, watchRestore } from './restore-watch.ts'

export type TrialCase = {
  readonly world: WorldCopy
  /** What is written when the trial begins, such as rules and the objects themselves. */
  readonly specs: readonly KubeObject[]
  /** The objects among them, or in the world, that are carried out. */
  readonly refs: readonly ObjectRef[]
  readonly executor: ExecutorName
  readonly faults: readonly Fault[]
  readonly seed: number
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
  /** The longest time that nobody wrote to the claims of a restore; null when still nobody does. Only for restores. */
  readonly awayMs?: number | null
  readonly told: readonly Told[]
  readonly broken: readonly BrokenPromise[]
}

/** Holds that nobody releases end by their own deadline, so they are given that time before the truth is looked at. */
const aftermathMs = 200_000
/** So long may pods take to come up after a restore that has ended. */
const startUpMs = 60_000

export async function runTrial(trial: TrialCase, settle: () => Promise<void>): Promise<Trial> {
  const { seed, refs, specs } = trial
  const injection = new FaultInjection(trial.faults, seed)
  const cluster = await openSimulatedCluster({ copyOf: trial.world, seed, settle, faults: injection.world })
  leaveOut(cluster, trial.without ?? [])
  // No two runs meet the applications at the same moment of their work.
  await cluster.advance(drawBetween(0, 2_000, seed, 1))
  const before = new Set((await snapshotsIn(cluster)).map(({ handle }) => handle))
  cluster.load(specs)
  const began = cluster.now
  const freezes = observeFreezes(cluster)
  const watches = refs.map(ref => (ref.kind === 'VolumeSnapshotRestore' ? watchRestore(cluster, ref) : undefined))
  const replicas = replicasIn(cluster)
  const over = new AbortController()
  const execution = executors[trial.executor]({ cluster, refs })
  injection.begin(cluster, execution.crash)
  const happenings = injection.happenings(over.signal)
  const finish = async (): Promise<readonly Carried[]> => {
    const carried = await execution.done
    over.abort(new Error('The trial is over.'))
    await happenings
    return carried
  }
  const carried = await cluster.drive(finish())
  const end = cluster.now
  injection.end()
  if (cluster.pods.frozenPods().length > 0) await cluster.advance(aftermathMs)
  await untilBack(cluster, watches)
  const frozen = freezes.intervals()
  execution.stop()

  const lookedAt = cluster.now
  const stored = (await snapshotsIn(cluster)).filter(({ handle }) => !before.has(handle)).length
  const fetched = await fetchBackups(cluster, refs)
  const pauses = watches.map(watch => watch?.pauses() ?? [])
  const copies = refs.flatMap((ref, index) => {
    const watch = watches[index]
    return watch === undefined ? judgedCopies(cluster, ref, fetched) : judgedRestore(cluster, ref, watch, fetched)
  })
  const truth: Truth = {
    end: lookedAt,
    carried,
    specs: refs.flatMap(ref => cluster.plane.get(ref) ?? []),
    frozen,
    copies,
    tasks: injection.tasks,
    journal: cluster.pods.journal().filter(({ at }) => at >= began),
    stored,
    named: copies.reduce((sum, { ref, claims }) => sum + (makesNoSnapshot.has(ref.kind) ? 0 : claims.length), 0),
    members: refs.map(ref => membersOf(cluster, ref).length),
    cloneMatches: refs.map(ref => cloneMatches(cluster, ref)),
    pauses,
    otherReplicas: otherReplicas(replicas, replicasIn(cluster)),
  }
  return {
    seed,
    faults: injection.faults,
    strokes: injection.strokes,
    began,
    end,
    carried,
    copies,
    consistency: leastOf(refs, copies),
    frozen,
    longestFreezeMs: longest(frozen),
    ...awayOf(watches),
    told: execution.told,
    broken: brokenPromises(trial.bend?.(truth) ?? truth),
  }
}

const makesNoSnapshot: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'VolumeSnapshotRestore'])

/** Lets the pods of restored applications come up. */
async function untilBack(cluster: SimulatedCluster, watches: readonly (RestoreWatch | undefined)[]): Promise<void> {
  const latest = cluster.now + startUpMs
  while (cluster.now < latest && watches.some(watch => watch?.isAway() === true)) await cluster.advance(500)
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

function awayOf(watches: readonly (RestoreWatch | undefined)[]): Pick<Trial, 'awayMs'> {
  const watched = watches.flatMap(watch => watch ?? [])
  if (watched.length === 0) return {}
  if (watched.some(watch => watch.isAway())) return { awayMs: null }
  const times = watched.flatMap(watch =>
    watch.pauses().flatMap(({ from, to, started }) => (started ? [to - from] : [])),
  )
  return { awayMs: Math.max(0, ...times) }
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
