/** The world that a simulation copies: a fresh cluster or a copy of another, with the user's workloads up and busy. */

import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import { openSimulatedCluster, type SimulatedCluster, type WorldCopy } from '../simulated-cluster.ts'
import { workloadsIn } from './leave-out.ts'

export type PreparedWorld = {
  readonly cluster: SimulatedCluster
  readonly world: WorldCopy
  /** What a smaller story may do without. */
  readonly workloads: readonly ObjectRef[]
  /** Objects that the API server refused, with why. */
  readonly refused: readonly { readonly object: KubeObject; readonly message: string }[]
}

/** So long do applications write before anything is tried: long enough for their first log checkpoints. */
const busyMs = 10_000

/** `setting`: everything but what is to be carried out. The original, if any, is not changed. */
export async function prepareWorld(
  options: { readonly copyOf?: WorldCopy; readonly seed: number; readonly settle: () => Promise<void> },
  setting: readonly KubeObject[],
): Promise<PreparedWorld> {
  const cluster = await openSimulatedCluster(options)
  const refused = cluster.load(setting).flatMap((result, index) => {
    const object = setting[index]
    return result.ok || object === undefined ? [] : [{ object, message: result.message }]
  })
  await cluster.advance(busyMs)
  const objects = ['Deployment', 'StatefulSet', 'DaemonSet'].flatMap(
    kind => cluster.plane.list({ apiVersion: 'apps/v1', kind }).items,
  )
  const pods = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items
  return { cluster, world: cluster.copy(), workloads: workloadsIn([...objects, ...pods]), refused }
}
