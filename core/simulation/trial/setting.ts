/** What stands around a trial: copies of the clusters that pairs lead to, and the policies that STORK makes by itself. */

import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import {
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
  type WorldCopy,
} from '../simulated-cluster.ts'
import { policyIn } from './schedule-watch.ts'

/** Copies of the clusters at the other ends of pairs, as they are asked for. */
export function openCopies(
  { others = {}, seed }: { readonly others?: Readonly<Record<string, WorldCopy>>; readonly seed: number },
  opened: Map<string, SimulatedCluster>,
  settle: () => Promise<void>,
): Pick<SimulatedClusterOptions, 'others'> {
  if (Object.keys(others).length === 0) return {}
  return {
    others: async name => {
      const copyOf = others[name]
      if (copyOf === undefined) return undefined
      // Objects of one come into the other, so their ids must not be the same.
      const cluster = opened.get(name) ?? (await openSimulatedCluster({ copyOf, name, settle, seed: seed + 1_000_003 }))
      opened.set(name, cluster)
      return cluster
    },
  }
}

/** STORK makes its own policies when it starts; in a fresh world nobody has. */
export function missingPolicies(schedules: readonly ObjectRef[], { plane }: SimulatedCluster): readonly KubeObject[] {
  return schedules.flatMap(ref => {
    const schedule = plane.get(ref)
    const policy = schedule === undefined ? undefined : policyIn(plane, schedule)
    if (policy === undefined) return []
    const { apiVersion, kind, metadata } = policy
    const { name, namespace } = metadata
    const own = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
    return plane.get(own) === undefined ? [policy] : []
  })
}
