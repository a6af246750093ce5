/** Faults that a simulated cluster keeps: they strike the commands that come after, until they are over or cleared. */

import { fromIso, type Instant, toIso } from '@pxsnap/core/base'
import { FaultInjection, parseFault, type SimulatedCluster, type WorldFaults } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'

/** One fault as it is kept: how it is written, and since when. */
export type KeptFault = { readonly id: number; readonly fault: string; readonly since: string }

/** They stand in the cluster itself, so they go wherever it goes. */
const place = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'kube-system', name: 'pxsnap-faults' }

export function keptFaults(cluster: SimulatedCluster): readonly KeptFault[] {
  const text = valueAt(cluster.plane.get(place), ['data', 'faults'])
  if (typeof text !== 'string') return []
  try {
    const list: unknown = JSON.parse(text)
    return (Array.isArray(list) ? list : []).filter(isKept)
  } catch {
    return []
  }
}

/** Stored with the cluster when that is saved next. */
export function keepFaults(cluster: SimulatedCluster, faults: readonly KeptFault[]): void {
  const { apiVersion, kind, namespace, name } = place
  const object: KubeObject = {
    apiVersion,
    kind,
    metadata: { namespace, name },
    data: { faults: JSON.stringify(faults) },
  }
  if (faults.length === 0) cluster.plane.delete(place)
  else if (cluster.plane.get(place) === undefined) cluster.load([object])
  else cluster.plane.update(object)
}

/** How long a kept fault still lasts; undefined for one that strikes once. Not above zero: it is over. */
export function leftMs({ fault, since }: KeptFault, now: Instant): number | undefined {
  const parsed = parseFault(fault)
  if (!('fault' in parsed) || parsed.fault.forMs === undefined || parsed.fault.name === 'clock-jump') return undefined
  return parsed.fault.forMs - (now - (fromIso(since) ?? now))
}

/** Asked at every call of a cluster; nothing strikes until `begin`, because what strikes stands in the cluster. */
export class FaultsAtWork {
  readonly world: WorldFaults = {
    cluster: call => this.#injection?.world.cluster?.(call),
    exec: request => this.#injection?.world.exec?.(request),
    storage: call => this.#injection?.world.storage?.(call),
    clockAheadMs: () => this.#injection?.world.clockAheadMs?.() ?? 0,
  }
  #injection: FaultInjection | undefined
  #kept: readonly KeptFault[] = []
  readonly #stop = new AbortController()

  /** `once`: whether those that strike once do; a command that changes nothing could not remember that they did. */
  begin(cluster: SimulatedCluster, options: { readonly once: boolean }): void {
    const due = keptFaults(cluster).flatMap(kept => {
      const parsed = parseFault(kept.fault)
      const left = leftMs(kept, cluster.now)
      if (!('fault' in parsed) || (left === undefined ? !options.once : left <= 0)) return []
      return [{ kept, fault: left === undefined ? parsed.fault : { ...parsed.fault, forMs: left } }]
    })
    if (due.length === 0) return
    this.#kept = due.map(({ kept }) => kept)
    this.#injection = new FaultInjection(
      due.map(({ fault }) => fault),
      (cluster.seed * 31 + Math.floor(cluster.now / 1000)) >>> 0,
    )
    this.#injection.begin(cluster, () => undefined)
    void this.#injection.happenings(this.#stop.signal)
  }

  /** Nothing strikes any more. Answers what struck, in words, and forgets in the cluster what has had its time. */
  end(cluster: SimulatedCluster, options: { readonly forget: boolean }): readonly string[] {
    this.#stop.abort()
    const injection = this.#injection
    if (injection === undefined) return []
    injection.end()
    const struck = new Set(injection.strokes.map(({ fault }) => injection.faults.indexOf(fault)))
    const over = new Set(
      this.#kept.filter((kept, index) => {
        const left = leftMs(kept, cluster.now)
        return left === undefined ? struck.has(index) : left <= 0
      }),
    )
    if (options.forget && over.size > 0) {
      const ids = new Set([...over].map(({ id }) => id))
      keepFaults(
        cluster,
        keptFaults(cluster).filter(({ id }) => !ids.has(id)),
      )
    }
    return this.#kept.flatMap((kept, index) => {
      const strokes = injection.strokes.filter(({ fault }) => fault === injection.faults[index])
      const [first] = strokes
      if (first === undefined) return []
      const more = strokes.length === 1 ? '' : `, and ${strokes.length - 1} times more`
      return [`Fault ${kept.fault}: ${first.text}${more}.`]
    })
  }
}

export function kept(id: number, fault: string, now: Instant): KeptFault {
  return { id, fault, since: toIso(now) }
}

function isKept(value: unknown): value is KeptFault {
  return (
    typeof valueAt(value, ['id']) === 'number' &&
    typeof valueAt(value, ['fault']) === 'string' &&
    typeof valueAt(value, ['since']) === 'string'
  )
}
