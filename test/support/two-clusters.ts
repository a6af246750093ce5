/** Two simulated clusters in memory, the first with a shop's databases and a ClusterPair to the second. */

import { type EngineEvent, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import {
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
  simulatedPairSpec,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { namespace, refOf } from './shop.ts'

export type TwoClusters = {
  readonly here: SimulatedCluster
  readonly there: SimulatedCluster
  readonly apply: (...objects: KubeObject[]) => Promise<readonly Outcome[]>
  /** Follows what was loaded to its end. */
  readonly carryOut: (object: KubeObject, report?: (event: EngineEvent) => void) => Promise<Outcome>
}

export async function openTwoClusters(
  objects: readonly KubeObject[],
  options: { readonly there?: Partial<SimulatedClusterOptions>; readonly here?: Partial<SimulatedClusterOptions> } = {},
): Promise<TwoClusters> {
  const there = await openSimulatedCluster({ seed: 11, settle: macrotask, ...options.there })
  const others = async (name: string) => (name === 'staging' ? there : undefined)
  const here = await openSimulatedCluster({ seed: 5, settle: macrotask, others, ...options.here })
  load(here, [...objects, pair()])
  await here.advance(5_000)
  const carryOut: TwoClusters['carryOut'] = async (object, report) => {
    const run = { only: [refOf(object)], ...(report === undefined ? {} : { report }) }
    const [outcome] = await here.drive(runUntilSettled(here.ports, run, new AbortController().signal))
    if (outcome === undefined) throw new Error('nothing was followed')
    return outcome
  }
  return {
    here,
    there,
    carryOut,
    apply: async (...specs) => {
      load(here, specs)
      const outcomes: Outcome[] = []
      for (const spec of specs) if (spec.kind !== 'Rule') outcomes.push(await carryOut(spec))
      return outcomes
    },
  }
}

export function load(cluster: SimulatedCluster, objects: readonly KubeObject[]): void {
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
}

export const pair = (name = 'to-staging', to = 'staging'): KubeObject => ({
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'ClusterPair',
  metadata: { name, namespace },
  spec: simulatedPairSpec(to),
})

export function migration(
  name: string,
  spec: Readonly<Record<string, unknown>> = {},
  annotations: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'Migration',
    metadata: { name, namespace, annotations },
    spec: { clusterPair: 'to-staging', namespaces: [namespace], ...spec },
  }
}
