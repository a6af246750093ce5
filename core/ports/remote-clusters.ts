/** Other clusters that objects and volumes can be sent to. Absent where there is nobody to reach them. */

import type { KubeObject } from '../specs/index.ts'
import type { Cluster } from './cluster.ts'
import type { StorageDriver } from './storage.ts'

/** A cluster at the other end of a ClusterPair. */
export type RemoteCluster = {
  /** What people call it. */
  readonly name: string
  readonly cluster: Cluster
  /** Absent when the pair is one of clusters only, without their storage. */
  readonly storage?: RemoteStorage
}

export type RemoteStorage = {
  /** The name under which the storage here sends volumes there: `remote` of a VolumeSender. */
  readonly pairing: string
  readonly driver: StorageDriver
}

export interface RemoteClusters {
  /**
   * The cluster that the ClusterPair leads to, or undefined when it leads nowhere. Throws `unreachable` and `busy` when
   * it may be reached later. Opening it again costs nothing.
   */
  open(pair: KubeObject, signal?: AbortSignal): Promise<RemoteCluster | undefined>
}
