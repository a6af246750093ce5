/** Runs the engine in a cluster: while it leads, whatever is written is carried out, and schedules run. */

import { type Reflector, reflect, withoutManagedFields } from '../cluster/reflector/index.ts'
import {
  type EngineEvent,
  type EnginePorts,
  lifecycleKinds,
  type Outcome,
  runSchedules,
  runUntilSettled,
} from '../engine/index.ts'
import { PortError } from '../ports/index.ts'
import { type KubeObject, type ObjectRef, volumeSnapshotSchedule } from '../specs/index.ts'
import { leadWhileElected } from './leader-election.ts'
import { Metrics } from './metrics.ts'
import { keyOf, OneAtATime } from './one-at-a-time.ts'
import { isFollowedBySchedule, isOurClaim, isUnfinished } from './unfinished.ts'

export type ControllerOptions = {
  readonly ports: EnginePorts
  /** Different for every process: the pod's name, for example. */
  readonly identity: string
  /** Where the Lease is kept. */
  readonly namespace: string
  /** From 0 up to 1. */
  readonly random: () => number
  readonly report?: (event: EngineEvent) => void
  /** A line for whoever watches: begins to lead, a run has ended, a kind cannot be watched. */
  readonly say?: (line: string) => void
}

export type Health = { readonly ok: boolean; readonly said: string }

export interface Controller {
  /** Resolves when `signal` was aborted and everything is thawed; rejects only with a mistake of ours. */
  readonly ended: Promise<void>
  /** Whether it goes on: it leads or waits for the lease. */
  alive(): Health
  /** Whether every kind was listed and is followed. */
  ready(): Health
  /** For Prometheus. */
  metrics(): string
}

/** Begins at once. Aborting `signal` stops what is under way: thawed first, then written down as stopped. */
export function startController(options: ControllerOptions, signal: AbortSignal): Controller {
  return new RunningController(options, signal)
}

export const leaseName = 'pxsnap-controller'

class RunningController implements Controller {
  readonly ended: Promise<void>
  readonly #options: ControllerOptions
  readonly #metrics = new Metrics()
  readonly #objects = new OneAtATime()
  readonly #watched: ReadonlyMap<string, Reflector>
  #leading = false
  #isOver = false

  constructor(options: ControllerOptions, signal: AbortSignal) {
    this.#options = options
    const { ports, random } = options
    const { cluster, clock } = ports
    this.#watched = new Map(
      watchedKinds.map(({ apiVersion, kind }) => {
        const query = { apiVersion, kind }
        // Each gets a signal of its own: Node takes many listeners of one for a leak.
        const own = AbortSignal.any([signal])
        return [kind, reflect({ cluster, query, clock, random, signal: own, keep: withoutManagedFields })]
      }),
    )
    const { identity, namespace } = options
    const election = { cluster, clock, random, identity, namespace, name: leaseName }
    this.ended = leadWhileElected(election, leading => this.#lead(leading), signal).finally(() => {
      this.#isOver = true
    })
  }

  alive(): Health {
    if (this.#isOver) return { ok: false, said: 'It has ended.' }
    return { ok: true, said: this.#leading ? 'It leads.' : 'Another process leads.' }
  }

  ready(): Health {
    const behind = [...this.#watched].filter(([, reflector]) => isBehind(reflector))
    if (behind.length === 0) return { ok: true, said: 'Every kind is followed.' }
    const said = behind.map(([kind, reflector]) => {
      const { problem, staleSince } = reflector.state()
      return `${kind}: ${problem?.message ?? (staleSince === undefined ? 'not listed yet' : 'behind')}`
    })
    return { ok: false, said: said.join('\n') }
  }

  metrics(): string {
    const stale = Object.fromEntries([...this.#watched].map(([kind, reflector]) => [kind, isBehind(reflector)]))
    return this.#metrics.text({ leading: this.#leading, busy: this.#objects.busy, stale })
  }

  async #lead(leading: AbortSignal): Promise<void> {
    this.#leading = true
    this.#say(`${this.#options.identity} leads.`)
    try {
      const kinds = [...this.#watched].filter(([kind]) => kind !== volumeSnapshotSchedule.kind)
      const following = kinds.map(([, reflector]) => this.#follow(reflector, AbortSignal.any([leading])))
      await Promise.all([...following, this.#schedules(AbortSignal.any([leading]))])
    } finally {
      this.#leading = false
      this.#say(`${this.#options.identity} no longer leads.`)
    }
  }

  /** Carries out the objects of a kind as they come, and looks again now and then at those that wait. */
  async #follow(reflector: Reflector, leading: AbortSignal): Promise<void> {
    const { ports } = this.#options
    const seen = new Map<string, string>()
    const working = new Set<Promise<void>>()
    while (!leading.aborted) {
      const lookAgain = new AbortController()
      const either = AbortSignal.any([leading, lookAgain.signal])
      const timer = ports.clock.sleep(lookAgainMs, AbortSignal.any([leading, lookAgain.signal])).then(
        () => lookAgain.abort(),
        () => undefined,
      )
      try {
        this.#takeOn(reflector, seen, working, leading)
        for await (const _ of reflector.changes(either)) this.#takeOn(reflector, seen, working, leading)
        // The account may not watch this kind any more.
        if (!either.aborted) await whenAborted(leading)
      } catch (error) {
        if (!either.aborted) throw error
      } finally {
        lookAgain.abort()
        await timer
      }
      seen.clear()
    }
    await Promise.all(working)
  }

  #takeOn(reflector: Reflector, seen: Map<string, string>, working: Set<Promise<void>>, leading: AbortSignal): void {
    for (const object of reflector.objects()) {
      const ref = refOf(object)
      const key = keyOf(ref)
      const version = object.metadata.resourceVersion ?? ''
      if (leading.aborted || seen.get(key) === version) continue
      // What is being worked at changes all the time, by our own hand. It is looked at again when that has ended.
      if (this.#objects.isBusy(ref) || working.size >= atOnce) continue
      seen.set(key, version)
      if (!isUnfinished(object)) continue
      const work = this.#carryOut(object, ref, leading).finally(() => {
        working.delete(work)
        // What was passed over meanwhile has its turn now.
        if (!leading.aborted) this.#takeOn(reflector, seen, working, leading)
      })
      working.add(work)
    }
  }

  async #carryOut(object: KubeObject, ref: ObjectRef, leading: AbortSignal): Promise<void> {
    const { ports, report } = this.#options
    try {
      if (object.kind === 'PersistentVolumeClaim' && !(await isOurClaim(ports, object))) return
      if (await isFollowedBySchedule(ports, object)) return
      const options = { only: [ref], ...(report === undefined ? {} : { report }) }
      const stop = AbortSignal.any([leading])
      const [outcome] = await this.#objects.run(ref, () => runUntilSettled(ports, options, stop))
      if (outcome !== undefined) this.#told(outcome)
    } catch (error) {
      // It is looked at again in a minute.
      if (!(error instanceof PortError)) throw error
      this.#say(`${ref.kind} ${ref.namespace ?? ''}/${ref.name}: ${error.message}`)
    }
  }

  async #schedules(leading: AbortSignal): Promise<void> {
    const { ports, report } = this.#options
    const exclusive = <T>(ref: ObjectRef, work: () => Promise<T>) => this.#objects.run(ref, work)
    while (!leading.aborted)
      try {
        const told = report === undefined ? {} : { report }
        await runSchedules(ports, { lookEveryMs: scheduleLookMs, exclusive, ...told }, leading)
      } catch (error) {
        if (leading.aborted) return
        if (!(error instanceof PortError)) throw error
        this.#say(`Schedules: ${error.message}`)
        await ports.clock.sleep(scheduleLookMs, leading).catch(() => undefined)
      }
  }

  #told(outcome: Outcome): void {
    const { ref, result, reason } = outcome
    if (result === 'waiting') return
    this.#metrics.note(outcome, this.#options.ports.clock.now())
    const why = reason === undefined ? '' : `: ${reason.message}`
    this.#say(`${ref.kind} ${ref.namespace ?? ''}/${ref.name} ${result}${why}`)
  }

  #say(line: string): void {
    this.#options.say?.(line)
  }
}

/** Everything that the engine carries out. */
export const watchedKinds = lifecycleKinds.map(({ apiVersion, kind }) => ({ apiVersion, kind }))

function isBehind(reflector: Reflector): boolean {
  const { synced, stopped, staleSince } = reflector.state()
  return !synced || stopped || staleSince !== undefined
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

/** Objects that wait for something else, and kinds that could not be watched, are looked at again. */
const lookAgainMs = 60_000
const scheduleLookMs = 10_000
const atOnce = 64
