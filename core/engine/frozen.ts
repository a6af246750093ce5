/** What may stand still right now because of pxsnap, whoever began it, and how all of it is thawed. */

import { type Instant, instant } from '../base/index.ts'
import { PortError } from '../ports/index.ts'
import { annotationsOf, entry, type KubeObject, lifecycle, type ObjectRef, textOf, valueAt } from '../specs/index.ts'
import { readHoldReply, releaseHold } from './hold-script.ts'
import type { EnginePorts } from './port-effects.ts'
import { runUntilSettled } from './runner.ts'
import { groupVersion, snapshotVersion } from './snapshot-objects.ts'
import { phaseOf } from './targets.ts'
import { fireWatchdog, listTasks, readTasks } from './thaw-script.ts'

export type Place = { readonly namespace: string; readonly pod: string; readonly container: string }

export type Frozen =
  /** An object whose attempt is under way, or was when its process died. */
  | {
      readonly what: 'attempt'
      readonly ref: ObjectRef
      readonly stage: string
      /** Everything there ends by itself at this time. */
      readonly deadline: Instant | undefined
      readonly places: readonly Place[]
    }
  /** A command that holds in a container, or a watchdog there that has not run its post commands. */
  | ({
      readonly what: 'hold' | 'watchdog'
      readonly task: string
      /** The object whose attempt it belongs to, when one is known. */
      readonly of?: ObjectRef
    } & Place)

export type Thawed = {
  readonly frozen: Frozen
  /** Whether it was seen to end. */
  readonly ended: boolean
  /** What came of it, in words. */
  readonly said: string
}

export type FrozenOptions = {
  /** Absent: all namespaces. */
  readonly namespace?: string
  /** Only what belongs to attempts of these objects. Absent: everything, also what belongs to none. */
  readonly only?: readonly ObjectRef[]
}

/** Looks at the objects, and into every container that runs. Containers that cannot be looked into are left out. */
export async function findFrozen(
  ports: EnginePorts,
  options: FrozenOptions,
  signal: AbortSignal,
): Promise<readonly Frozen[]> {
  const attempts = await findAttempts(ports, options, signal)
  const inPods = await findInPods(ports, options, attempts, signal)
  return [...attempts, ...inPods]
}

/**
 * Thaws all of it: each attempt as if its run were stopped, so that nothing of it is left in the storage either, then
 * what is still found in the containers. The objects say afterwards that they were stopped. A process that is alive and
 * freezes just now loses its lock and tries again, or says that its copy is only crash-consistent.
 */
export async function thawEverything(
  ports: EnginePorts,
  options: FrozenOptions,
  signal: AbortSignal,
): Promise<readonly Thawed[]> {
  const attempts = await findAttempts(ports, options, signal)
  const known = await findInPods(ports, options, attempts, signal)
  const stop = new AbortController()
  stop.abort()
  const outcomes = await runUntilSettled(ports, { only: attempts.map(({ ref }) => ref) }, stop.signal)
  const thawed = attempts.map((frozen, index): Thawed => {
    const outcome = outcomes[index]
    const said = outcome?.reason?.message ?? `The run ended: ${outcome?.result ?? 'unknown'}.`
    return { frozen, ended: outcome?.result === 'stopped' || outcome?.result === 'failed', said }
  })
  const left = await findInPods(ports, options, attempts, signal)
  const ended = known
    .filter(one => !left.some(other => isSame(one, other)))
    .map((frozen): Thawed => ({ frozen, ended: true, said: 'It ended with its attempt.' }))
  const released = await inTurn(left, frozen => thawInPod(ports, frozen))
  return [...thawed, ...ended, ...released]
}

type Attempt = Extract<Frozen, { what: 'attempt' }>
type InPod = Extract<Frozen, { what: 'hold' | 'watchdog' }>

async function findAttempts(
  { cluster }: EnginePorts,
  { namespace, only }: FrozenOptions,
  signal: AbortSignal,
): Promise<readonly Attempt[]> {
  const lists = await Promise.all(
    kinds.map(async kind => {
      try {
        return (await cluster.list({ ...kind, ...(namespace === undefined ? {} : { namespace }) }, signal)).items
      } catch (error) {
        // A cluster without the kind has no such attempts.
        if (error instanceof PortError && (error.kind === 'missing' || error.kind === 'unsupported')) return []
        throw error
      }
    }),
  )
  const wanted = (ref: ObjectRef) => only === undefined || only.some(one => isSameObject(one, ref))
  return lists.flat().flatMap(object => {
    const attempt = attemptOf(object)
    return attempt !== undefined && wanted(attempt.ref) ? [attempt] : []
  })
}

const kinds = [
  { apiVersion: snapshotVersion, kind: 'VolumeSnapshot' },
  { apiVersion: groupVersion, kind: 'GroupVolumeSnapshot' },
  { apiVersion: groupVersion, kind: 'Migration' },
] as const

function attemptOf(object: KubeObject): Attempt | undefined {
  const stored = parse(annotationsOf(object)[lifecycle.key])
  const stage = textOf(entry(stored, 'stage'))
  if (stage === undefined || !freezing.has(stage)) return undefined
  const intent = entry(stored, 'intent')
  const deadline = entry(intent, 'deadline')
  const { apiVersion, kind, metadata } = object
  const { namespace, name } = metadata
  const targets = entry(intent, 'targets')
  return {
    what: 'attempt',
    ref: { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) },
    stage,
    deadline: typeof deadline === 'number' ? instant(deadline) : undefined,
    places: (Array.isArray(targets) ? targets : []).map(target => ({
      namespace: textOf(entry(target, 'namespace')) ?? '',
      pod: textOf(entry(target, 'pod')) ?? '',
      container: textOf(entry(target, 'container')) ?? '',
    })),
  }
}

/** Stages that are stored while something may be frozen; those after them pass in memory. */
const freezing: ReadonlySet<string> = new Set(['Armed', 'Freezing'])

async function findInPods(
  ports: EnginePorts,
  { namespace, only }: FrozenOptions,
  attempts: readonly Attempt[],
  signal: AbortSignal,
): Promise<readonly InPod[]> {
  const places =
    only === undefined ? await runningContainers(ports, namespace, signal) : attempts.flatMap(one => one.places)
  const found = await inTurn(places, async place => {
    const tasks = await tasksIn(ports, place, signal)
    return tasks.map(({ what, task }): InPod => {
      const of = attempts.find(({ places: theirs }) => theirs.some(one => isSamePlace(one, place)))?.ref
      return { what, task, ...place, ...(of === undefined ? {} : { of }) }
    })
  })
  return found.flat()
}

async function tasksIn({ exec }: EnginePorts, place: Place, signal: AbortSignal) {
  try {
    const result = await exec.run({ ...place, argv: listTasks(), timeoutMs: lookMs }, signal)
    return readTasks(result.stdout)
  } catch (error) {
    if (error instanceof PortError) return []
    throw error
  }
}

async function runningContainers(
  { cluster }: EnginePorts,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const query = { apiVersion: 'v1', kind: 'Pod', ...(namespace === undefined ? {} : { namespace }) }
  const { items } = await cluster.list(query, signal)
  return items
    .filter(pod => phaseOf(pod) === 'Running')
    .flatMap(pod => {
      const containers = valueAt(pod, ['spec', 'containers'])
      const names = Array.isArray(containers) ? containers.map(one => textOf(entry(one, 'name')) ?? '') : []
      const { name, namespace: own = '' } = pod.metadata
      return names.filter(container => container !== '').map(container => ({ namespace: own, pod: name, container }))
    })
}

async function thawInPod({ exec }: EnginePorts, frozen: InPod): Promise<Thawed> {
  const { namespace, pod, container, task, what } = frozen
  const argv = what === 'hold' ? releaseHold({ task, seconds: releaseSeconds }) : fireWatchdog(task, fireSeconds)
  try {
    const result = await exec.run({ namespace, pod, container, argv, timeoutMs: (fireSeconds + 5) * 1000 })
    const said = what === 'hold' ? readHoldReply(result.stdout).word : result.stdout.trim()
    return { frozen, ended: ends.has(said), said: said === '' ? 'no answer' : said }
  } catch (error) {
    if (error instanceof PortError) return { frozen, ended: false, said: error.message }
    throw error
  }
}

/** Answers that mean that nothing is held there any more. */
const ends: ReadonlySet<string> = new Set(['released', 'expired', 'exited', 'stopped', 'gone', 'fired'])
const lookMs = 15_000
const releaseSeconds = 5
const fireSeconds = 30
const atOnce = 16

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (let at = 0; at < all.length; at += atOnce)
    results.push(...(await Promise.all(all.slice(at, at + atOnce).map(work))))
  return results
}

function isSame(one: InPod, other: InPod): boolean {
  return one.task === other.task && isSamePlace(one, other)
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.namespace === other.namespace && one.pod === other.pod && one.container === other.container
}

function isSameObject(one: ObjectRef, other: ObjectRef): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
