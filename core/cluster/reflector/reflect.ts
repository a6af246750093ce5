/** Keeps a copy of the objects of one kind that follows the server through every break. */

import type { Instant } from '../../base/index.ts'
import { type Clock, type ClusterReader, type ClusterWatcher, type ListQuery, PortError } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { type Backoff, pauseMs, usualBackoff } from './backoff.ts'
import { SortedObjects } from './sorted-objects.ts'

export type ReflectorOptions = {
  readonly cluster: Pick<ClusterReader & ClusterWatcher, 'list' | 'watch'>
  readonly query: ListQuery
  readonly clock: Clock
  /** From 0 up to but not including 1; spreads attempts over time. */
  readonly random: () => number
  /** Ends everything. */
  readonly signal: AbortSignal
  /** What is kept of an object, for example {@link withoutManagedFields}. Absent: all of it. */
  readonly keep?: (object: KubeObject) => KubeObject
  /** Called after objects or state have changed; must not throw. */
  readonly onChange?: () => void
  readonly backoff?: Backoff
}

export type ReflectorState = {
  /** Whether the whole list has been had once. */
  readonly synced: boolean
  /** Since when the copy may be behind the server; absent while it follows. */
  readonly staleSince?: Instant
  /** What went wrong last, while it has not been made good. Its message says what is missing. */
  readonly problem?: PortError
  /** Whether it has given up: the account may not list or watch these objects. */
  readonly stopped: boolean
}

export interface Reflector {
  /** Sorted by namespace, then name. The same array until something changes; objects that did not change are the same. */
  objects(): readonly KubeObject[]
  get(namespace: string | undefined, name: string): KubeObject | undefined
  state(): ReflectorState
  /** Called after objects or state have changed, until the returned function is called. */
  subscribe(listener: () => void): () => void
  /** Yields once per change, several together when the reader is slow, until the reflector has ended. */
  changes(signal?: AbortSignal): AsyncIterable<void>
  /** Resolves when the whole list has been had once; rejects with the first problem that comes before. */
  ready(signal?: AbortSignal): Promise<void>
  /** Resolves when everything has ended: the signal was aborted, or the server forbade it. */
  readonly ended: Promise<void>
}

/** A watch that lasted so long was in order, whatever ended it. */
const healthyMs = 5_000
/** A watch that stands so long without a word is taken for one that follows: servers answer sooner when they refuse. */
const settledMs = 35_000

/** Begins at once. Nothing is thrown for what a server or network does: it is told by the state, and tried again. */
export function reflect(options: ReflectorOptions): Reflector {
  const { cluster, query, clock, random, signal, keep = (object: KubeObject) => object } = options
  const { backoff = usualBackoff } = options
  const objects = new SortedObjects()
  const listeners = new Set<() => void>()
  if (options.onChange !== undefined) listeners.add(options.onChange)
  let state: ReflectorState = { synced: false, stopped: false }
  let failures = 0
  let over = false

  const notify = () => {
    for (const listener of [...listeners]) listener()
  }
  const enter = (next: ReflectorState, objectsChanged = false) => {
    const changed =
      next.synced !== state.synced || next.staleSince !== state.staleSince || next.problem !== state.problem
    state = next
    if (changed || objectsChanged) notify()
  }
  const following = (objectsChanged: boolean) => enter({ synced: true, stopped: false }, objectsChanged)
  const fail = (problem: PortError) => {
    failures += 1
    const { synced, staleSince = clock.now() } = state
    enter({ synced, staleSince, problem, stopped: problem.kind === 'forbidden' })
  }

  async function run(): Promise<void> {
    /** Where the next watch begins; undefined when the whole list must be had again. */
    let version: string | undefined
    while (!signal.aborted && !state.stopped) {
      const end: WatchEnd = version === undefined ? await takeList() : await follow(version)
      version = end.version
      if (end.problem !== undefined) fail(end.problem)
      if (end.pause && !state.stopped) await clock.sleep(pauseMs(backoff, Math.max(1, failures), random()), signal)
    }
  }

  async function takeList(): Promise<WatchEnd> {
    try {
      const { items, resourceVersion } = await cluster.list(query, signal)
      following(objects.replace(items.map(keep)))
      return { version: resourceVersion, pause: false }
    } catch (error) {
      return { version: undefined, problem: problemOf(error), pause: true }
    }
  }

  /** Applies changes until the watch ends. */
  async function follow(from: string): Promise<WatchEnd> {
    let version = from
    const began = clock.now()
    const wasInOrder = () => {
      if (clock.now() - began >= healthyMs) failures = 0
    }
    const settling = new AbortController()
    const settled = clock
      .sleep(settledMs, AbortSignal.any([settling.signal, signal]))
      .then(() => following(false), ignore)
    try {
      for await (const event of cluster.watch(query, from, signal)) {
        if (event.type === 'BOOKMARK') {
          version = event.resourceVersion
          following(false)
          continue
        }
        failures = 0
        const { object } = event
        version = object.metadata.resourceVersion ?? version
        following(event.type === 'DELETED' ? objects.remove(object) : objects.put(keep(object)))
      }
      wasInOrder()
      failures += 1
      return { version, pause: true }
    } catch (error) {
      wasInOrder()
      const problem = problemOf(error)
      // What the server no longer remembers must be listed again; after anything else it goes on where it stopped.
      const forgotten = problem.kind === 'expired' || problem.kind === 'rejected' || problem.kind === 'corrupted'
      return { version: forgotten ? undefined : version, problem, pause: true }
    } finally {
      settling.abort()
      await settled
    }
  }

  const problemOf = (error: unknown): PortError => {
    if (signal.aborted || !(error instanceof PortError)) throw error
    return error
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  const ended = run()
    .catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
    .finally(() => {
      over = true
      notify()
    })

  return {
    objects: () => objects.all(),
    get: (namespace, name) => objects.get(namespace, name),
    state: () => state,
    subscribe,
    ended,

    async *changes(until) {
      const change = new Signal()
      const unsubscribe = subscribe(() => change.set())
      const wake = () => change.set()
      until?.addEventListener('abort', wake, { once: true })
      try {
        for (;;) {
          until?.throwIfAborted()
          if (over) return
          await change.next()
          until?.throwIfAborted()
          yield
        }
      } finally {
        unsubscribe()
        until?.removeEventListener('abort', wake)
      }
    },

    async ready(until) {
      const change = new Signal()
      const unsubscribe = subscribe(() => change.set())
      const wake = () => change.set()
      until?.addEventListener('abort', wake, { once: true })
      try {
        for (;;) {
          until?.throwIfAborted()
          if (state.synced) return
          if (state.problem !== undefined) throw state.problem
          if (over) signal.throwIfAborted()
          await change.next()
        }
      } finally {
        unsubscribe()
        until?.removeEventListener('abort', wake)
      }
    },
  }
}

type WatchEnd = {
  /** Where the next watch begins; undefined: with a new list. */
  readonly version: string | undefined
  readonly problem?: PortError
  readonly pause: boolean
}

const ignore = () => {}

/** Remembers that something happened until someone looks. */
class Signal {
  private raised = false
  private wake: (() => void) | undefined

  set(): void {
    this.raised = true
    this.wake?.()
  }

  /** Resolves at once when it has been set since the last look. */
  async next(): Promise<void> {
    if (!this.raised) {
      await new Promise<void>(resolve => {
        this.wake = resolve
      })
    }
    this.wake = undefined
    this.raised = false
  }
}
