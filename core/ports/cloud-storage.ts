/** What a storage back end can do beyond local snapshots. Absent on a driver that cannot. */

import type { Instant } from '../base/index.ts'
import type { CloneTask } from './storage.ts'

export type Progress = { readonly doneBytes: number; readonly totalBytes: number }

export type TransferFailure = {
  readonly phase: 'failed'
  readonly message: string
  /** Whether the same request can succeed later: a store that is away, as against credentials that are wrong. */
  readonly mayPass: boolean
}

/** One snapshot of one volume in an object store. */
export type CloudBackup = {
  /** Names it in the store: another cluster with the same credential finds it by this. */
  readonly handle: string
  readonly volume: string
  /** The single instant whose bytes it holds. */
  readonly at: Instant
  readonly sizeBytes: number
  /** What was uploaded for it. */
  readonly storedBytes: number
  readonly kind: 'full' | 'incremental'
  /** The backup that an incremental one builds on. */
  readonly base?: string
}

export type UploadTask =
  | { readonly phase: 'queued' }
  | ({ readonly phase: 'running' } & Progress)
  | { readonly phase: 'succeeded'; readonly backup: CloudBackup }
  | TransferFailure

export type DownloadTask = CloneTask | ({ readonly phase: 'running' } & Progress)

/** Snapshots kept in an object store as a full copy and what has changed since. */
export interface CloudStorage {
  /**
   * Uploads a finished local snapshot unless a task of that key exists; either way, what it has come to. `full` begins a
   * new chain. `credential` names where it goes; absent: the back end's only one. Its point in time is the snapshot's.
   */
  upload(
    request: {
      readonly key: string
      readonly snapshot: string
      readonly credential?: string
      readonly full: boolean
      /** So many incremental backups follow a full one at most. */
      readonly incrementals?: number
    },
    signal?: AbortSignal,
  ): Promise<UploadTask>
  uploadTask(key: string, signal?: AbortSignal): Promise<UploadTask | undefined>
  /** Stops the upload and removes what it left in the store, so that its key can be used again. Repeating it changes nothing. */
  discardUpload(key: string, signal?: AbortSignal): Promise<void>
  /** What the store holds, oldest first. */
  listBackups(credential?: string, signal?: AbortSignal): Promise<readonly CloudBackup[]>
  /** Removes a backup; what later ones of its chain need stays until they go too. Repeating it changes nothing. */
  deleteBackup(handle: string, credential?: string, signal?: AbortSignal): Promise<void>
  /** Makes a new volume with exactly the backup's bytes, checked against the checksums it was stored with. */
  download(
    request: { readonly key: string; readonly backup: string; readonly credential?: string },
    signal?: AbortSignal,
  ): Promise<DownloadTask>
  downloadTask(key: string, signal?: AbortSignal): Promise<DownloadTask | undefined>
}

export type RestoreTask = { readonly phase: 'running' } | { readonly phase: 'succeeded' } | TransferFailure

/** Turns volumes back to what they held, in place. */
export interface InPlaceRestorer {
  /**
   * Makes the volumes hold exactly the bytes of the snapshots or of other volumes, all at once or none. Refused while a
   * pod uses one of them. What they held before is in the caller's own snapshots.
   */
  restore(
    request: {
      readonly key: string
      readonly members: readonly {
        readonly volume: string
        readonly from: { readonly snapshot: string } | { readonly volume: string }
      }[]
    },
    signal?: AbortSignal,
  ): Promise<RestoreTask>
  restoreTask(key: string, signal?: AbortSignal): Promise<RestoreTask | undefined>
  /** A digest of the bytes of a volume or snapshot; equal exactly when the bytes and sizes are. Undefined when it is not there. */
  digest(
    of: { readonly volume: string } | { readonly snapshot: string },
    signal?: AbortSignal,
  ): Promise<string | undefined>
}

export type SendTask =
  | { readonly phase: 'queued' }
  | ({ readonly phase: 'running' } & Progress)
  | { readonly phase: 'succeeded'; readonly volume: string; readonly digest: string; readonly sizeBytes: number }
  | TransferFailure

/** Sends volumes to the storage of a paired cluster. */
export interface VolumeSender {
  /**
   * Makes the snapshot's bytes a volume called `name` at the destination, in place of an earlier one of that name that
   * was sent from the same volume; it must not be in use there. `remote` is the name of the storage pairing.
   */
  send(
    request: { readonly key: string; readonly snapshot: string; readonly remote: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<SendTask>
  sendTask(key: string, signal?: AbortSignal): Promise<SendTask | undefined>
  /** Stops it and removes what arrived, unless it had succeeded. Repeating it changes nothing. */
  discardSend(key: string, signal?: AbortSignal): Promise<void>
  /** As an InPlaceRestorer's: of a snapshot here, or at the other end of a volume that arrived. */
  digest(
    of: { readonly volume: string } | { readonly snapshot: string },
    signal?: AbortSignal,
  ): Promise<string | undefined>
}
