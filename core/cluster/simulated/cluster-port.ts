/** The Cluster port over the simulated API server: the same semantics, with latency and faults. */

import {
  type Clock,
  type Cluster,
  type DeleteResult,
  type ListQuery,
  type ObjectList,
  PortError,
  type WriteRefusal,
} from '../../ports/index.ts'
import type { ControlPlane } from './control-plane.ts'
import type { ClusterCall, ClusterFault, ClusterFaults } from './faults.ts'
import { refOf } from './object-index.ts'
import { fieldsOf } from './query-fields.ts'
import { watchChanges } from './watch.ts'

export type ClusterPortOptions = {
  readonly clock: Clock
  /** How long one call takes. */
  readonly latencyMs: number
  /** How long a client waits for an answer that does not come. */
  readonly timeoutMs?: number
  readonly faults?: ClusterFaults
  /** Awaited after every change that a client made, before the client hears of it: what was answered is kept. */
  readonly afterWrite?: () => Promise<void>
}

/** The API server as a client reaches it. `plane` is the same server without the network in between. */
export function clusterPort(plane: ControlPlane, options: ClusterPortOptions): Cluster {
  const { clock, latencyMs, timeoutMs = 30_000, faults = () => undefined, afterWrite = async () => {} } = options

  async function call<T>(
    about: ClusterCall,
    signal: AbortSignal | undefined,
    work: () => T | Promise<T>,
    whenRaced?: T,
  ): Promise<T> {
    signal?.throwIfAborted()
    const fault = faults(about)
    await clock.sleep(latencyMs + (fault?.do === 'slow' ? fault.ms : 0), signal)
    if (fault?.do === 'timeout') return silence(about, signal)
    refuseOutright(fault, about)
    if (fault?.do === 'conflict' && whenRaced !== undefined) return whenRaced
    const answer = await work()
    return fault?.do === 'lose-response' ? silence(about, signal) : answer
  }

  async function silence(about: ClusterCall, signal: AbortSignal | undefined): Promise<never> {
    await clock.sleep(timeoutMs, signal)
    throw new PortError('timeout', `The API server gave no answer within ${timeoutMs / 1000} s (${spell(about)}).`)
  }

  async function kept<T>(result: T): Promise<T> {
    await afterWrite()
    return result
  }

  return {
    get: (ref, signal) => call({ verb: 'get', ...ref }, signal, () => plane.get(ref)),
    list: (query, signal) => call(aboutKind('list', query), signal, () => selected(query, plane)),
    create: (object, signal) =>
      call({ verb: 'create', ...refOf(object) }, signal, () => kept(plane.create(object)), raced),
    update: (object, signal) =>
      call({ verb: 'update', ...refOf(object) }, signal, () => kept(plane.update(object)), raced),
    delete: (ref, deletion, signal) =>
      call<DeleteResult>({ verb: 'delete', ...ref }, signal, () => kept(plane.delete(ref, deletion)), 'conflict'),

    async *watch(query, resourceVersion, signal) {
      const about = aboutKind('watch', query)
      const fault = faults(about)
      await clock.sleep(latencyMs, signal)
      refuseOutright(fault, about)
      let left = fault?.do === 'break-watch' ? fault.afterEvents : Number.POSITIVE_INFINITY
      for await (const event of watchChanges(plane, query, resourceVersion, signal)) {
        if (left === 0) break
        left -= 1
        yield event
      }
      throw new PortError('unreachable', `The watch broke (${spell(about)}).`)
    },
  }
}

function selected(query: ListQuery, plane: ControlPlane): ObjectList {
  const list = plane.list(query)
  const served = plane.kinds.find(query.apiVersion, query.kind)
  if (query.fieldSelector === undefined || served === undefined) return list
  return { ...list, items: list.items.filter(fieldsOf(query, served)) }
}

const raced: WriteRefusal = {
  ok: false,
  because: 'conflict',
  message: 'The object has changed since it was read: read it again.',
}

function refuseOutright(fault: ClusterFault | undefined, about: ClusterCall): void {
  if (fault?.do === 'forbid') throw new PortError('forbidden', `This account may not ${spell(about)}.`)
  if (fault?.do === 'unreachable')
    throw new PortError('unreachable', `The API server is not reached (${spell(about)}).`)
  if (fault?.do === 'throttle')
    throw new PortError('busy', `The API server has too many requests (429, ${spell(about)}).`)
  if (fault?.do === 'break')
    throw new PortError('unreachable', `The API server failed with an internal error (500, ${spell(about)}).`)
  if (fault?.do === 'expire')
    throw new PortError('expired', `That resourceVersion is no longer kept (${spell(about)}).`)
}

function aboutKind(
  verb: 'list' | 'watch',
  query: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string },
): ClusterCall {
  const { apiVersion, kind, namespace } = query
  return namespace === undefined ? { verb, apiVersion, kind } : { verb, apiVersion, kind, namespace }
}

/** The call in words: `update GroupVolumeSnapshot shop/nightly`. */
function spell({ verb, kind, namespace, name }: ClusterCall): string {
  const where = [namespace, name].filter(part => part !== undefined).join('/')
  return where === '' ? `${verb} ${kind}` : `${verb} ${kind} ${where}`
}
