/** Runs lifecycles against the world: the one place where the engine waits. */

import { assert, type Instant } from '../base/index.ts'
import { PortError } from '../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf } from '../specs/index.ts'
import { type CloneLifecycle, stepClone } from './clone.ts'
import { className, isClone } from './clone-plan.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import { type EngineEvent, effectEnded, effectStarted, stageEntered } from './engine-event.ts'
import type { Evidence } from './evidence.ts'
import { groupVolumeSnapshotSettings, stepGroupVolumeSnapshot } from './group-volume-snapshot.ts'
import { type EnginePorts, failure, performEffect } from './port-effects.ts'
import type { Reason } from './reason.ts'
import { type End, type EngineWorker, type LifecycleRules, type Reply, type Request, reconcile } from './reconcile.ts'
import type { SnapshotLifecycle } from './snapshot-lifecycle.ts'
import { groupVersion, snapshotVersion } from './snapshot-objects.ts'
import { mayBeFrozen, mustGoOn } from './snapshot-run.ts'
import { markFor, markOf, readClone, readSnapshot, writeClone, writeSnapshot } from './stored-lifecycle.ts'
import { phaseOf } from './targets.ts'
import { stepVolumeSnapshot, volumeSnapshotSettings } from './volume-snapshot.ts'

/** How one object's run ended. `stopped`: the user ended it and nothing is frozen; `waiting`: it cannot go on by itself. */
export type Outcome = {
  readonly ref: ObjectRef
  readonly result: 'successful' | 'downgraded' | 'failed' | 'deleted' | 'waiting' | 'stopped' | 'unreachable'
  readonly reason?: Reason
  readonly evidence?: Evidence
}

export type RunOptions = {
  /** Absent: every snapshot, group and clone in the cluster that pxsnap carries out. */
  readonly only?: readonly ObjectRef[]
  readonly report?: (event: EngineEvent) => void
}

/**
 * Follows objects until nothing more happens by itself. When `signal` is aborted, what is frozen is thawed first, in its
 * own time, and the run is written down as stopped. Outside failures are outcomes; only our own mistakes are thrown.
 */
export async function runUntilSettled(
  ports: EnginePorts,
  options: RunOptions,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const worker = workerOf(ports, signal)
  const refs = options.only ?? (await discover(ports, signal))
  const outcomes: Outcome[] = []
  let next = 0
  const work = async () => {
    while (next < refs.length) {
      const index = next++
      const ref = refs[index]
      if (ref !== undefined) outcomes[index] = await follow(ports, ref, worker, options.report, signal)
    }
  }
  // Clones may wait for snapshots that stand before them in the list, so these have all begun by then.
  await Promise.all(Array.from({ length: Math.min(atOnce, refs.length) }, work))
  return outcomes
}

/** The objects that pxsnap carries out: those with its mark, and those that nobody has begun. Snapshots before clones. */
export async function discover(ports: EnginePorts, signal?: AbortSignal): Promise<readonly ObjectRef[]> {
  const { cluster } = ports
  const [snapshots, groups, claims, classes] = await Promise.all([
    cluster.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot' }, signal),
    cluster.list({ apiVersion: groupVersion, kind: 'GroupVolumeSnapshot' }, signal),
    cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, signal),
    cluster.list({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, signal),
  ])
  const clones = claims.items.filter(claim => {
    if (isForeign(claim)) return false
    const storageClass = classes.items.find(one => one.metadata.name === className(claim))
    return isClone(claim, storageClass)
  })
  const ours = [...snapshots.items, ...groups.items].filter(object => !isForeign(object))
  return [...ours, ...clones].map(refOf)
}

const atOnce = 32

function workerOf(ports: EnginePorts, signal: AbortSignal): EngineWorker {
  let stoppedAt: Instant | undefined
  return {
    epoch: ports.ids.uuid(),
    startedAt: ports.clock.now(),
    now: () => ports.clock.now(),
    stoppingSince: () => {
      if (signal.aborted) stoppedAt ??= ports.clock.now()
      return stoppedAt
    },
  }
}

async function follow(
  ports: EnginePorts,
  ref: ObjectRef,
  worker: EngineWorker,
  report: RunOptions['report'],
  signal: AbortSignal,
): Promise<Outcome> {
  if (ref.kind === 'PersistentVolumeClaim') {
    const end = await drive<CloneLifecycle>(ports, ref, cloneKind, worker, report, signal)
    return cloneOutcome(ref, end)
  }
  const end = await drive<SnapshotLifecycle>(ports, ref, snapshotKind, worker, report, signal)
  return snapshotOutcome(ref, end)
}

/** Whether somebody else carries the object out, or has: it has a state and none of ours. */
function isForeign(object: KubeObject): boolean {
  if (markOf(object) !== undefined) return false
  if (object.kind === 'PersistentVolumeClaim') return phaseOf(object) !== 'Pending'
  return !isEmpty(object.status) || textOf(entry(object.spec, 'snapshotDataName')) !== undefined
}

const foreign: Reason = {
  code: 'unsupported',
  message: 'It is carried out by somebody else, for example by STORK. pxsnap leaves it in peace.',
  blame: 'spec',
}

/** How a kind's lifecycle is read from and written to its object. */
type Kind<Status extends { readonly stage: string }> = {
  readonly rules: (object: () => KubeObject) => LifecycleRules<Status>
  readonly read: (object: KubeObject, now: Instant) => Status | undefined
  readonly write: (object: KubeObject, status: Status) => KubeObject
  readonly mark: (status: Status) => string
  readonly forEffects: (status: Status) => SnapshotLifecycle | undefined
}

const snapshotKind: Kind<SnapshotLifecycle> = {
  rules: object => ({
    step: (status, seen) =>
      object().kind === 'GroupVolumeSnapshot'
        ? stepGroupVolumeSnapshot(groupVolumeSnapshotSettings(object()), status, seen)
        : stepVolumeSnapshot(volumeSnapshotSettings(object()), status, seen),
    mustGoOn,
    mayBeFrozen,
  }),
  read: readSnapshot,
  write: writeSnapshot,
  mark: markFor,
  forEffects: status => status,
}

const cloneKind: Kind<CloneLifecycle> = {
  rules: () => ({ step: stepClone, mustGoOn: () => false, mayBeFrozen: () => false }),
  read: readClone,
  write: writeClone,
  mark: markFor,
  forEffects: () => undefined,
}

async function drive<Status extends { readonly stage: string }>(
  ports: EnginePorts,
  ref: ObjectRef,
  kind: Kind<Status>,
  worker: EngineWorker,
  report: RunOptions['report'],
  signal: AbortSignal,
): Promise<End<Status>> {
  let object: KubeObject | undefined
  let status: Status | undefined
  const told = new Set<string>()
  const current = () => {
    assert(object !== undefined, 'an object is looked at before it is stepped')
    return object
  }
  const witness = (entered: Status) => {
    status = entered
    report?.(stageEntered(ref, entered, worker.now()))
  }
  const run = reconcile(kind.rules(current), worker, kind.mark, witness)
  let state = run.next()
  while (state.done !== true) {
    const reply = await answer(state.value)
    state = run.next(reply)
  }
  return state.value

  async function answer(request: Request<Status>): Promise<Reply<Status>> {
    switch (request.ask) {
      case 'look':
        return look()
      case 'perform':
        return { got: 'outcomes', outcomes: await Promise.all(request.effects.map(perform)) }
      case 'store':
        return store(request.status, request.version)
      case 'wait':
        await pause(ports, request.until, signal)
        return { got: 'waited' }
    }
  }

  async function look(): Promise<Reply<Status>> {
    const found = await attempt(() => ports.cluster.get(ref))
    if ('reason' in found) return { got: 'no-answer', reason: found.reason }
    if (found.value === undefined) return { got: 'nothing' }
    object = found.value
    if (isForeign(object)) return { got: 'unreadable', reason: foreign }
    const read = kind.read(object, ports.clock.now())
    if (read === undefined) return { got: 'unreadable', reason: unreadable }
    status ??= read
    const { metadata } = object
    return {
      got: 'found',
      status: read,
      mark: markOf(object),
      version: metadata.resourceVersion ?? '',
      uid: metadata.uid ?? '',
      deleting: metadata.deletionTimestamp !== undefined,
    }
  }

  async function store(wanted: Status, version: string): Promise<Reply<Status>> {
    const base = current()
    const written = kind.write(base, wanted)
    const addressed = { ...written, metadata: { ...written.metadata, resourceVersion: version } }
    const result = await attempt(() => ports.cluster.update(addressed))
    if ('reason' in result) return { got: 'no-answer', reason: result.reason }
    if (result.value.ok) {
      object = result.value.object
      const { resourceVersion = '', deletionTimestamp } = object.metadata
      return {
        got: 'stored',
        version: resourceVersion,
        mark: kind.mark(wanted),
        deleting: deletionTimestamp !== undefined,
      }
    }
    if (result.value.because === 'not-found') return { got: 'nothing' }
    if (result.value.because === 'conflict') return { got: 'conflict' }
    return { got: 'no-answer', reason: { code: 'refused', message: result.value.message, blame: 'cluster' } }
  }

  async function perform(effect: Effect): Promise<EffectOutcome> {
    // A task that is asked after again and again is told of twice: when it begins, and when it has come to something.
    if (!told.has(effect.key)) report?.(effectStarted(ref, effect, ports.clock.now()))
    told.add(effect.key)
    const of = status === undefined ? undefined : kind.forEffects(status)
    const owner = of === undefined ? { object: current() } : { object: current(), status: of }
    const outcome = await performEffect(ports, owner, effect, signal)
    if (!isRunning(outcome)) report?.(effectEnded(ref, effect, outcome))
    return outcome
  }
}

function isRunning(outcome: EffectOutcome): boolean {
  return outcome.got === 'running' || (outcome.got === 'task' && outcome.task.phase === 'running')
}

async function pause(ports: EnginePorts, until: Instant, signal: AbortSignal): Promise<void> {
  const left = until - ports.clock.now()
  if (left <= 0) return
  try {
    // After a stop there is still something to thaw or to put away, and pauses between tries are real.
    await ports.clock.sleep(left, signal.aborted ? undefined : signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly reason: Reason }> {
  try {
    return { value: await work() }
  } catch (error) {
    if (error instanceof PortError) return { reason: failure(error).reason }
    throw error
  }
}

function snapshotOutcome(ref: ObjectRef, end: End<SnapshotLifecycle>): Outcome {
  if (end.end === 'gone') return { ref, result: 'deleted' }
  if (end.end === 'unreadable')
    return { ref, result: end.reason === foreign ? 'waiting' : 'failed', reason: end.reason }
  if (end.end === 'unreachable') return { ref, result: 'unreachable', reason: end.reason }
  const { status } = end
  const { evidence } = status
  if (status.stage === 'Gone') return { ref, result: 'deleted' }
  if (end.end === 'stopped') return { ref, result: 'stopped', evidence }
  if (status.stage !== 'Final') return { ref, result: 'waiting', evidence }
  if (status.outcome === 'failed') {
    const result = status.failure.code === 'stopped' ? 'stopped' : 'failed'
    return { ref, result, reason: status.failure, evidence }
  }
  const { because } = status.verdict
  return { ref, result: status.outcome, evidence, ...(because === undefined ? {} : { reason: because }) }
}

function cloneOutcome(ref: ObjectRef, end: End<CloneLifecycle>): Outcome {
  if (end.end === 'gone') return { ref, result: 'deleted' }
  if (end.end === 'unreadable')
    return { ref, result: end.reason === foreign ? 'waiting' : 'failed', reason: end.reason }
  if (end.end === 'unreachable') return { ref, result: 'unreachable', reason: end.reason }
  const { status } = end
  if (status.stage === 'Gone') return { ref, result: 'deleted' }
  if (end.end === 'stopped') return { ref, result: 'stopped' }
  if (status.stage === 'Final')
    return status.outcome === 'failed'
      ? { ref, result: 'failed', reason: status.failure }
      : { ref, result: 'successful' }
  const waits = 'waitsFor' in status && status.waitsFor !== undefined ? { reason: status.waitsFor } : {}
  return { ref, result: 'waiting', ...waits }
}

const unreadable: Reason = {
  code: 'refused',
  message: 'The annotation pxsnap.io/lifecycle cannot be understood. Remove it to begin again.',
  blame: 'spec',
}

function isEmpty(status: unknown): boolean {
  return typeof status !== 'object' || status === null || Object.keys(status).length === 0
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}
