/** The storage back end behind the claims. Every task has a key derived from its owner, so asking twice starts it once. */

import type { Instant } from '../base/index.ts'
import type { CloudStorage, InPlaceRestorer, VolumeSender } from './cloud-storage.ts'

export type StorageCapabilities = {
  /** `atomic`: all volumes share one instant, their I/O paused together, all or nothing. */
  readonly groupSnapshot: 'atomic' | 'none'
  readonly clone: boolean
}

/** One finished snapshot of one volume. */
export type StoredSnapshot = {
  readonly handle: string
  readonly volume: string
  /** The single instant whose bytes the snapshot holds. */
  readonly at: Instant
  /** Where the storage's clock is known only roughly: the first and last moment of our clock that `at` can be. */
  readonly between?: { readonly earliest: Instant; readonly latest: Instant }
  readonly sizeBytes: number
}

export type SnapshotTask =
  | { readonly phase: 'running' }
  | { readonly phase: 'succeeded'; readonly snapshots: readonly StoredSnapshot[] }
  | { readonly phase: 'failed'; readonly message: string }

export type CloneTask =
  | { readonly phase: 'running' }
  | { readonly phase: 'succeeded'; readonly volume: string; readonly sizeBytes: number }
  | { readonly phase: 'failed'; readonly message: string }

/** A claim that is to get a volume. */
export type VolumeBinding = {
  readonly volume: string
  readonly claim: { readonly namespace: string; readonly name: string; readonly uid: string }
  readonly accessModes: readonly string[]
  readonly storageClass?: string
}

export type BindResult =
  | { readonly ok: true }
  /** `mayPass`: asking again later can succeed. */
  | { readonly ok: false; readonly message: string; readonly mayPass: boolean }

export interface StorageDriver {
  readonly name: string
  readonly capabilities: StorageCapabilities
  /** Each absent where the back end cannot. */
  readonly cloud?: CloudStorage
  readonly restorer?: InPlaceRestorer
  readonly sender?: VolumeSender
  /**
   * Gets ready for a snapshot of the volumes, and says why it cannot be taken. Asked before anything is frozen, so that
   * what takes time or fails for good does so then. Absent where there is nothing to do.
   */
  prepare?(volumes: readonly string[], signal?: AbortSignal): Promise<string | undefined>
  /** Starts the task unless one of that key exists; either way, what the task has come to. */
  snapshot(
    request: { readonly key: string; readonly volumes: readonly string[] },
    signal?: AbortSignal,
  ): Promise<SnapshotTask>
  /** What the task of that key has come to, or undefined when it was never started. */
  snapshotTask(key: string, signal?: AbortSignal): Promise<SnapshotTask | undefined>
  /** Cancels the task and removes whatever it made, so that its key can be used again. Repeating it changes nothing. */
  discardSnapshots(key: string, signal?: AbortSignal): Promise<void>
  /** Removes one finished snapshot. Repeating it changes nothing. */
  deleteSnapshot(handle: string, signal?: AbortSignal): Promise<void>
  /**
   * Makes a new writable volume with exactly the snapshot's bytes. `sizeBytes` is what the claim asks for, where the volume
   * has to say that it is as large; the bytes after the snapshot's are zeros.
   */
  clone(
    request: { readonly key: string; readonly snapshot: string; readonly sizeBytes?: number },
    signal?: AbortSignal,
  ): Promise<CloneTask>
  cloneTask(key: string, signal?: AbortSignal): Promise<CloneTask | undefined>
  /** Cancels the clone and removes what it made. Absent: it is waited for, and then its volume is deleted. */
  discardClone?(key: string, signal?: AbortSignal): Promise<void>
  /**
   * Gives a volume that a clone made to the claim: its PersistentVolume then names the claim. Asking again changes nothing.
   * Absent: whoever asked for the clone makes the PersistentVolume.
   */
  bind?(request: VolumeBinding, signal?: AbortSignal): Promise<BindResult>
  deleteVolume(handle: string, signal?: AbortSignal): Promise<void>
  /** All snapshots the back end holds, oldest first. */
  listSnapshots(signal?: AbortSignal): Promise<readonly StoredSnapshot[]>
}
