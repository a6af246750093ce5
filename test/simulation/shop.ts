/** A shop's MySQL in a cluster of any kind, and its snapshots taken as a client takes them. */

import { type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import {
  type ClaimName,
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { groupVolumeSnapshot, mysql, mysqlLock, namespace, refOf } from '../support/shop.ts'

/** All claims of MySQL together; with the rule that locks its tables, or without. */
export const group = (name: string, spec: Readonly<Record<string, unknown>> = {}): KubeObject =>
  groupVolumeSnapshot(name, { app: 'mysql' }, spec)

/** A cluster in which MySQL has been busy for some seconds. */
export async function openShop(options: Partial<SimulatedClusterOptions> = {}): Promise<SimulatedCluster> {
  const cluster = await openSimulatedCluster({ settle: macrotask, ...options })
  load(cluster, ...mysql(), mysqlLock)
  await cluster.advance(10_000)
  return cluster
}

export function load(cluster: SimulatedCluster, ...objects: readonly KubeObject[]): void {
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
}

/** Creates the object through the API and carries it out. */
export async function carryOut(cluster: SimulatedCluster, object: KubeObject, signal?: AbortSignal): Promise<Outcome> {
  const work = async () => {
    const created = await cluster.ports.cluster.create(object)
    if (!created.ok) throw new Error(created.message)
    const [outcome] = await runUntilSettled(
      cluster.ports,
      { only: [refOf(object)] },
      signal ?? new AbortController().signal,
    )
    if (outcome === undefined) throw new Error('the run had no outcome')
    return outcome
  }
  return cluster.drive(work())
}

/** The names of a group's members, those of the first claim first. */
export function membersOf(cluster: SimulatedCluster, groupName: string): readonly ClaimName[] {
  const { items } = cluster.plane.list({
    apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    namespace,
  })
  return items
    .map(({ metadata: { name } }) => ({ namespace, name }))
    .filter(({ name }) => name.startsWith(`${groupName}-mysql-`))
}
