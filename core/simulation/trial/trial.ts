/** One run of a spec in a copy of a world: who carried it out, what went wrong, and what is true in the end. */

import { drawBetween, type Instant } from '../../base/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import type { Fault } from '../faults/fault.ts'
import { FaultInjection, type Stroke } from '../faults/injection.ts'
import { type FrozenInterval, observeFreezes } from '../frozen-time.ts'
import { openSimulatedCluster, type SimulatedCluster, type WorldCopy } from '../simulated-cluster.ts'
import { type Consistency, cloneMatches, type JudgedCopies, judgedCopies, membersOf } from './copies.ts'
import { type Carried, type ExecutorName, executors, type Told } from './executor.ts'
import { fetchBackups } from './fetched-backups.ts'
import { leaveOut } from './leave-out.ts'
import { type BrokenPromise, brokenPromises, type Truth } from './promises.ts'

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
  readonly told: readonly Told[]
  readonly broken: readonly BrokenPromise[]
}

/** Holds that nobody releases end by their own deadline, so they are given that time before the truth is looked at. */
const aftermathMs = 200_000

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
  const frozen = freezes.intervals()
  execution.stop()

  const lookedAt = cluster.now
  const stored = (await snapshotsIn(cluster)).filter(({ handle }) => !before.has(handle)).length
  const fetched = await fetchBackups(cluster, refs)
  const copies = refs.flatMap(ref => judgedCopies(cluster, ref, fetched))
  const truth: Truth = {
    end: lookedAt,
    carried,
    specs: refs.flatMap(ref => cluster.plane.get(ref) ?? []),
    frozen,
    copies,
    tasks: injection.tasks,
    journal: cluster.pods.journal().filter(({ at }) => at >= began),
    stored,
    named: copies.reduce((sum, { ref, claims }) => sum + (ref.kind === 'PersistentVolumeClaim' ? 0 : claims.length), 0),
    members: refs.map(ref => membersOf(cluster, ref).length),
    cloneMatches: refs.map(ref => cloneMatches(cluster, ref)),
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
    told: execution.told,
    broken: brokenPromises(trial.bend?.(truth) ?? truth),
  }
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
