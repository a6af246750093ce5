/** The objects of one kind as they change: first those that are there, then every change, until the signal aborts. */

import { type ListQuery, PortError } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { inWorld, openWorld, requestedCluster, simulatorHome, type World } from './open-world.ts'

export type ObjectChange = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
  /** Whether it was there when looking began. */
  readonly initial: boolean
}

/** All that happened since the last look, in the order of their names for what was seen at once. */
export type Changes = { readonly changes: readonly ObjectChange[]; readonly world: World }

export type Watched = {
  readonly query: (world: World) => ListQuery
  /** Of the objects of the query, those that are meant. An object that is no longer meant is DELETED. */
  readonly matches: (object: KubeObject) => boolean
}

/**
 * In a real cluster by a watch, which is taken up again when it breaks. A simulated cluster changes when another command
 * works in it, so it is looked at again and again. Throws what opening throws; when the signal aborts, its reason.
 */
export async function* objectChanges(
  face: Face,
  global: GlobalValues,
  watched: Watched,
  signal: AbortSignal,
): AsyncIterable<Changes> {
  const name = requestedCluster(face, global)
  if (name !== undefined) yield* lookAgain(face, global, name, watched, signal)
  else yield* watchThere(face, global, watched, signal)
}

const betweenLooksMs = 400

async function* lookAgain(
  face: Face,
  global: GlobalValues,
  name: string,
  watched: Watched,
  signal: AbortSignal,
): AsyncIterable<Changes> {
  const seen = new Seen(watched)
  const directory = simulatorHome(face).directory(name)
  let revision: number | undefined
  for (;;) {
    signal.throwIfAborted()
    const before = revision
    revision = (await directory.load())?.revision
    if (before === undefined || revision !== before) {
      // Where nothing is yet, opening says so.
      yield await inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
        const { items } = await world.drive(world.ports.cluster.list(watched.query(world), signal))
        return { changes: seen.look(items), world }
      })
    }
    await pause(betweenLooksMs, signal)
  }
}

const firstRetryMs = 500
const lastRetryMs = 15_000

async function* watchThere(
  face: Face,
  global: GlobalValues,
  watched: Watched,
  signal: AbortSignal,
): AsyncIterable<Changes> {
  const world = await openWorld(face, global, { access: 'look', missing: 'refuse' })
  const seen = new Seen(watched)
  const query = watched.query(world)
  const { cluster } = world.ports
  let failures = 0
  let begun = false
  try {
    for (;;) {
      try {
        const { items, resourceVersion } = await cluster.list(query, signal)
        begun = true
        yield { changes: seen.look(items), world }
        for await (const event of cluster.watch(query, resourceVersion, signal)) {
          failures = 0
          if (event.type === 'BOOKMARK') continue
          const changes = seen.hear(event.object, event.type === 'DELETED')
          if (changes.length > 0) yield { changes, world }
        }
      } catch (error) {
        signal.throwIfAborted()
        if (!begun || !(error instanceof PortError) || !mayPass.has(error.kind)) throw error
        if (error.kind !== 'expired') {
          if (failures === 0) face.stderr.write(`The watch broke and is taken up again: ${error.message}\n`)
          failures += 1
          await pause(Math.min(lastRetryMs, firstRetryMs * 2 ** failures), signal)
        }
      }
    }
  } finally {
    await world.close()
  }
}

const mayPass: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'expired', 'busy'])

/** What was told of so far. */
class Seen {
  readonly #watched: Watched
  readonly #known = new Map<string, KubeObject>()
  #looked = false

  constructor(watched: Watched) {
    this.#watched = watched
  }

  /** Changes since the last look. */
  look(items: readonly KubeObject[]): readonly ObjectChange[] {
    const initial = !this.#looked
    this.#looked = true
    const now = new Set(items.map(keyOf))
    const gone = [...this.#known].flatMap(([key, object]) => (now.has(key) ? [] : this.#drop(key, object)))
    return [...gone, ...items.flatMap(object => this.#note(object, initial))]
  }

  hear(object: KubeObject, deleted: boolean): readonly ObjectChange[] {
    return deleted ? this.#drop(keyOf(object), object) : this.#note(object, false)
  }

  #note(object: KubeObject, initial: boolean): readonly ObjectChange[] {
    const key = keyOf(object)
    const before = this.#known.get(key)
    if (!this.#watched.matches(object)) return this.#drop(key, object)
    this.#known.set(key, object)
    if (before === undefined) return [{ type: 'ADDED', object, initial }]
    if (before.metadata.resourceVersion === object.metadata.resourceVersion) return []
    return [{ type: 'MODIFIED', object, initial }]
  }

  #drop(key: string, object: KubeObject): readonly ObjectChange[] {
    return this.#known.delete(key) ? [{ type: 'DELETED', object, initial: false }] : []
  }
}

/** An object that was made anew under its old name is another one. */
function keyOf({ metadata }: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

/** Resolves after the time, or rejects with the signal's reason. Of the world outside, not of the simulated one. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, durationMs)
    signal.addEventListener('abort', stop, { once: true })
  })
}
