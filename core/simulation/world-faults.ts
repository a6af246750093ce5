/** What can go wrong between an executor and the simulated world. Each is asked once for every call. */

import type { ClusterFaults, ExecFaults } from '../cluster/simulated/index.ts'

export type StorageCall = {
  readonly on: 'snapshot' | 'clone' | 'upload' | 'download' | 'restore'
  readonly key: string
  readonly members: readonly string[]
}

export type StorageCallFault =
  /** The task begins and fails. */
  | { readonly do: 'fail'; readonly message: string }
  /** The task takes so much longer. */
  | { readonly do: 'slow'; readonly extraMs: number }

/** Asked once for every task, when it is first asked for; undefined lets it through. */
export type StorageCallFaults = (call: StorageCall) => StorageCallFault | undefined

export type WorldFaults = {
  readonly cluster?: ClusterFaults
  readonly exec?: ExecFaults
  readonly storage?: StorageCallFaults
  /** By how much the executor's clock is ahead of everybody else's at the moment. */
  readonly clockAheadMs?: () => number
}
