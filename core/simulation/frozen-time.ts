/** When applications really stood still: read from the application models, whatever any executor believes. */

import type { Instant } from '../base/index.ts'
import type { SimulatedCluster } from './simulated-cluster.ts'

/** `to` is absent while it lasts. */
export type FrozenInterval = {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly from: Instant
  readonly to?: Instant
}

export type FreezeObserver = {
  /** Everything since the observer was made, by their beginning. */
  intervals(): readonly FrozenInterval[]
}

/** Watches every container from now on. What is frozen already counts from now. */
export function observeFreezes(cluster: SimulatedCluster): FreezeObserver {
  const open = new Map<string, FrozenInterval>()
  const ended: FrozenInterval[] = []
  const look = (now: Instant): void => {
    const frozen = cluster.pods.frozenPods()
    if (frozen.length === 0 && open.size === 0) return
    const keys = new Set(frozen.map(keyOf))
    for (const [key, interval] of open) {
      if (keys.has(key)) continue
      open.delete(key)
      ended.push({ ...interval, to: now })
    }
    for (const { namespace, pod, container } of frozen) {
      const key = keyOf({ namespace, pod, container })
      if (!open.has(key)) open.set(key, { namespace, pod, container, from: now })
    }
  }
  // State changes at instants only, so what is seen before time moves on has been true since the instant that ends.
  cluster.observe(look)
  look(cluster.now)
  return {
    intervals: () => {
      look(cluster.now)
      return [...ended, ...open.values()].sort((a, b) => a.from - b.from || (keyOf(a) < keyOf(b) ? -1 : 1))
    },
  }
}

function keyOf({ namespace, pod, container }: Pick<FrozenInterval, 'namespace' | 'pod' | 'container'>): string {
  return `${namespace}/${pod}/${container}`
}
