/** Cloud tasks as data: all of them that survives a restart. What was under way is found again in the store. */

import type { CloudBackup, DownloadTask, StoredSnapshot, TransferFailure, UploadTask } from '../../ports/index.ts'

type Common = {
  readonly key: string
  /** The credential's name. */
  readonly credential: string
  /** How many cloud tasks there were before; tells draws apart. */
  readonly ordinal: number
  /** The node that it takes a slot of, once it runs; absent: nobody can tell the nodes. */
  readonly on?: string
  readonly doneBytes: number
  readonly totalBytes: number
  /** What is added to its first call, by a fault. */
  readonly delayMs: number
  /** What it will come to, by a fault. */
  readonly doomed?: string
}

type Ending = { readonly phase: 'queued' } | { readonly phase: 'running' } | TransferFailure

export type UploadRecord = Common & {
  readonly kind: 'upload'
  readonly snapshot: StoredSnapshot
  /** The nodes with a replica; absent: nobody can tell. */
  readonly replicas?: readonly string[]
  readonly full: boolean
  readonly incrementals: number
  /** The backup it builds on, once it runs. */
  readonly base?: string
  readonly state: Ending | { readonly phase: 'succeeded'; readonly backup: CloudBackup }
}

export type DownloadRecord = Common & {
  readonly kind: 'download'
  readonly backup: string
  readonly state: Ending | { readonly phase: 'succeeded'; readonly volume: string; readonly sizeBytes: number }
}

export type CloudRecord = UploadRecord | DownloadRecord

export const ended = ({ state }: CloudRecord): boolean => state.phase === 'succeeded' || state.phase === 'failed'

/** `extraBytes`: of the call that is under way. */
export function uploadTask({ state, doneBytes, totalBytes }: UploadRecord, extraBytes: number): UploadTask {
  if (state.phase !== 'running') return state
  return { phase: 'running', doneBytes: Math.min(totalBytes, doneBytes + extraBytes), totalBytes }
}

export function downloadTask({ state, doneBytes, totalBytes }: DownloadRecord, extraBytes: number): DownloadTask {
  if (state.phase === 'queued') return { phase: 'running', doneBytes: 0, totalBytes }
  if (state.phase !== 'running') return state
  return { phase: 'running', doneBytes: Math.min(totalBytes, doneBytes + extraBytes), totalBytes }
}
