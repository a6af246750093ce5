/** The live objects of a UI: one reflector per query, begun when it is first asked for and ended when nobody asks any more. */

import { type Reflector, reflect, withoutManagedFields } from '@pxsnap/core/cluster/reflector'
import type { Clock, Cluster } from '@pxsnap/core/ports'
import type { LiveList, LiveObjects, LiveQuery, LiveState } from './live-objects.ts'

export type WatchedObjectsOptions = {
  readonly cluster: Cluster
  readonly clock: Clock
  readonly random: () => number
  readonly changed: () => void
  /** The time of this machine in milliseconds, for letting go of what nobody looks at. */
  readonly elapsedMs: () => number
}

type Watched = { readonly reflector: Reflector; readonly stop: AbortController; askedMs: number }

/** So long a list is kept after the last look, so that going back and forth reads nothing again. */
const keptMs = 60_000

export function watchObjects(options: WatchedObjectsOptions): LiveObjects {
  const { cluster, clock, random, changed, elapsedMs } = options
  const watched = new Map<string, Watched>()
  let closed = false

  const begin = (query: LiveQuery): Watched => {
    const stop = new AbortController()
    if (closed) stop.abort()
    const { signal } = stop
    const reflector = reflect({ cluster, query, clock, random, signal, keep: withoutManagedFields, onChange: changed })
    // What ends it is told by its state.
    reflector.ended.catch(() => undefined)
    return { reflector, stop, askedMs: elapsedMs() }
  }

  const letGo = () => {
    for (const [key, { askedMs, stop }] of watched) {
      if (elapsedMs() - askedMs < keptMs) continue
      stop.abort()
      watched.delete(key)
    }
  }

  const find = (query: LiveQuery): Watched => {
    const key = JSON.stringify([query.apiVersion, query.kind, query.namespace ?? ''])
    const found = watched.get(key) ?? begin(query)
    found.askedMs = elapsedMs()
    watched.set(key, found)
    return found
  }

  return {
    list: (query): LiveList => {
      letGo()
      return find(query).reflector
    },
    newest: ({ apiVersion, kind, metadata: { namespace, name } }) => {
      for (const each of [
        { apiVersion, kind },
        ...(namespace === undefined ? [] : [{ apiVersion, kind, namespace }]),
      ]) {
        const found = watched
          .get(JSON.stringify([each.apiVersion, each.kind, 'namespace' in each ? each.namespace : '']))
          ?.reflector.get(namespace, name)
        if (found !== undefined) return found
      }
      return undefined
    },
    state: () => worst([...watched.values()].map(({ reflector }) => reflector.state())),
    refresh: () => {
      for (const [key, { stop, askedMs }] of watched) {
        stop.abort()
        const [apiVersion = '', kind = '', namespace = ''] = JSON.parse(key) as readonly string[]
        watched.set(key, { ...begin({ apiVersion, kind, ...(namespace === '' ? {} : { namespace }) }), askedMs })
      }
    },
    settled: async () => {
      await Promise.all([...watched.values()].map(({ reflector }) => reflector.ready().catch(() => undefined)))
    },
    close: () => {
      closed = true
      for (const { stop } of watched.values()) stop.abort()
      watched.clear()
    },
  }
}

/** A kind that is not served makes nothing else stale. */
function worst(states: readonly LiveState[]): LiveState {
  const served = states.filter(({ problem }) => problem?.kind !== 'unsupported')
  const stale = served
    .filter(({ staleSince }) => staleSince !== undefined)
    .sort((one, other) => (one.staleSince ?? 0) - (other.staleSince ?? 0))[0]
  return stale ?? { synced: served.every(({ synced }) => synced) }
}
