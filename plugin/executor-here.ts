/** Who carries out specs in a real cluster, and through which storage driver: found out when somebody needs to know, once. */

import { type Clock, type Cluster, type ClusterDiscovery, PortError, type StorageDriver } from '@pxsnap/core/ports'
import type { Executor } from '@pxsnap/core/specs'
import { openCsiStorage } from '@pxsnap/core/storage/csi'

export type ExecutorHere = {
  readonly executor: (asked: Executor | undefined) => Promise<Executor>
  /** The driver for our own engine. */
  readonly storage: (signal: AbortSignal) => Promise<StorageDriver>
}

type Surroundings = {
  readonly cluster: Cluster
  readonly clock: Clock
  readonly discovery: ClusterDiscovery
  readonly say: (line: string) => void
}

export function executorHere({ cluster, clock, discovery, say }: Surroundings): ExecutorHere {
  let chosen: Executor | undefined
  return {
    storage: async signal => {
      const served = await discovery.resources(signal)
      return (
        (await openCsiStorage({ cluster, clock, served }, signal)) ??
        noStorage('This cluster serves no CSI snapshots, so pxsnap has no way to its storage.')
      )
    },
    executor: async asked => {
      if (asked !== undefined || chosen !== undefined) return asked ?? chosen ?? 'pxsnap'
      const { items } = await cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment', labels: { name: 'stork' } })
      chosen = items.length > 0 ? 'stork' : 'pxsnap'
      say(
        `Carried out by ${chosen === 'stork' ? 'STORK, which this cluster has' : 'pxsnap: this cluster has no STORK'}.`,
      )
      return chosen
    },
  }
}

/** For commands that only look, and for clusters whose storage nobody can reach from here: it can do nothing, and says so. */
export function noStorage(why: string): StorageDriver {
  const refuse = async (): Promise<never> => {
    throw new PortError('unsupported', why)
  }
  return {
    name: 'none',
    capabilities: { groupSnapshot: 'none', clone: false },
    prepare: async () => why,
    snapshot: refuse,
    snapshotTask: refuse,
    discardSnapshots: refuse,
    deleteSnapshot: refuse,
    clone: refuse,
    cloneTask: refuse,
    deleteVolume: refuse,
    listSnapshots: refuse,
  }
}
