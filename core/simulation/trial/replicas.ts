/** How many replicas the workloads are asked to have, to see whether a restore left them as they were. */

import { entry } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'

/** By kind, namespace and name. */
export function replicasIn({ plane }: SimulatedCluster): ReadonlyMap<string, number> {
  const workloads = ['Deployment', 'StatefulSet'].flatMap(kind => plane.list({ apiVersion: 'apps/v1', kind }).items)
  return new Map(
    workloads.map(({ kind, metadata: { namespace = 'default', name }, spec }) => {
      const replicas = entry(spec, 'replicas')
      return [`${kind} ${namespace}/${name}`, typeof replicas === 'number' ? replicas : 1]
    }),
  )
}

/** What is not as it was, one sentence each. */
export function otherReplicas(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly string[] {
  return [...before].flatMap(([name, wanted]) => {
    const found = now.get(name)
    return found === wanted ? [] : [`${name} has ${found ?? 'no'} replicas, and had ${wanted}.`]
  })
}
