/** Answers the requests of one object's lifecycle over the ports: the one place where the engine waits for a lifecycle. */

import { assert, type Instant } from '../base/index.ts'
import { PortError } from '../ports/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import { type EngineEvent, effectEnded, effectProgress, effectStarted, stageEntered } from './engine-event.ts'
import type { LifecycleKind } from './lifecycle-kind.ts'
import { foreign, unreadable } from './outcome.ts'
import { type EffectOwner, type EnginePorts, failure, performEffect } from './port-effects.ts'
import type { Reason } from './reason.ts'
import { type End, type EngineWorker, type Reply, type Request, reconcile } from './reconcile.ts'
import { markOf } from './stored-lifecycle.ts'

/** What following an object needs: the world, who follows it, and whom to tell. */
export type Follow = {
  readonly ports: EnginePorts
  readonly worker: EngineWorker
  readonly report: ((event: EngineEvent) => void) | undefined
  readonly signal: AbortSignal
  /** Lets one work at an object at a time, where several in this process may come to it. Absent: nobody else does. */
  readonly exclusive?: <T>(ref: ObjectRef, work: () => Promise<T>) => Promise<T>
}

export async function drive<Status extends { readonly stage: string }>(
  kind: LifecycleKind<Status>,
  ref: ObjectRef,
  { ports, worker, report, signal }: Follow,
): Promise<End<Status>> {
  let object: KubeObject | undefined
  let status: Status | undefined
  const told = new Set<string>()
  // What the object says is ours from the moment we have looked up everything ourselves until another mark is read.
  let isOurs = false
  let knownMark: unknown
  const current = () => {
    assert(object !== undefined, 'an object is looked at before it is stepped')
    return object
  }
  const witness = (entered: Status) => {
    status = entered
    // A snapshot within another lifecycle tells of its own stages.
    report?.(stageEntered(ref, kind.snapshotOf?.(entered) ?? entered, worker.now()))
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
    if (kind.isForeign(object)) return { got: 'unreadable', reason: foreign }
    const read = kind.read(object, ports.clock.now())
    if (read === undefined) return { got: 'unreadable', reason: unreadable }
    status ??= read
    const mark = markOf(object)
    if (mark !== knownMark) isOurs = false
    knownMark = mark
    const { metadata } = object
    return {
      got: 'found',
      status: read,
      mark,
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
      knownMark = kind.mark(wanted)
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
    const outcome = await performEffect(ports, ownerOf(), effect, signal)
    if (outcome.got === 'targets' || outcome.got === 'clone-plan') isOurs = true
    const progress = effectProgress(ref, effect, outcome)
    if (progress !== undefined) report?.(progress)
    else if (!isRunning(outcome)) report?.(effectEnded(ref, effect, outcome))
    return outcome
  }

  function ownerOf(): EffectOwner {
    const snapshot = status === undefined ? undefined : kind.snapshotOf?.(status)
    const owner = { object: current(), status }
    return {
      object: owner.object,
      isOurs,
      ...(snapshot === undefined ? {} : { status: snapshot }),
      perform: async (effect, ending) => {
        assert(kind.perform !== undefined, `${kind.kind} performs its own effects`)
        return kind.perform(ports, owner, effect, ending)
      },
    }
  }
}

function isRunning(outcome: EffectOutcome): boolean {
  return outcome.got === 'running' || isUnderWay(outcome)
}

function isUnderWay(outcome: EffectOutcome): boolean {
  if (outcome.got !== 'task' && outcome.got !== 'upload') return false
  return outcome.task.phase === 'running' || outcome.task.phase === 'queued'
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
