/** What is remembered of a restore in place, on the object: all that survives a crash. */

import type { Instant } from '../base/index.ts'
import type { Evidence } from './evidence.ts'
import type { Reason } from './reason.ts'

/**
 * From `Stopping` on the workloads may stand still; every way on from there leads through `Starting`, which gives them
 * the replicas that the plan remembers. From `Restoring` on the volumes may hold new bytes; they are either proved to
 * hold the snapshot's (`Verifying`), or turned back to the safety snapshot and proved to hold its bytes (`Undoing`).
 */
export type RestoreLifecycle = RestoreBase &
  (
    | { readonly stage: 'Pending'; readonly waitsFor?: Reason }
    /** Backups come from the object store into volumes of their own; the application still runs. */
    | { readonly stage: 'Fetching'; readonly plan: RestorePlan }
    | { readonly stage: 'Stopping'; readonly plan: RestorePlan; readonly sources: readonly RestoreSource[] }
    | { readonly stage: 'Saving'; readonly plan: RestorePlan; readonly sources: readonly RestoreSource[] }
    | (Writing & { readonly stage: 'Restoring'; readonly tries: number; readonly notBefore?: Instant })
    | (Writing & { readonly stage: 'Verifying' })
    | (Writing & {
        readonly stage: 'Undoing'
        readonly failure: Reason
        readonly tries: number
        readonly notBefore?: Instant
      })
    | { readonly stage: 'Starting'; readonly plan: RestorePlan; readonly failure?: Reason }
    | { readonly stage: 'Cleaning'; readonly plan: RestorePlan; readonly failure?: Reason }
    | { readonly stage: 'Final'; readonly outcome: 'successful'; readonly plan: RestorePlan }
    | {
        readonly stage: 'Final'
        readonly outcome: 'failed'
        readonly failure: Reason
        readonly plan?: RestorePlan
        /** Nobody could prove what the volumes hold: the safety snapshot is kept and the workloads stand still. */
        readonly undecided?: true
      }
    | { readonly stage: 'Deleting'; readonly plan?: RestorePlan }
    /** Everything is cleaned up; storing this drops the finalizer. */
    | { readonly stage: 'Gone' }
  )

export type RestoreBase = {
  /** When the stage was entered. */
  readonly since: Instant
  readonly evidence: Evidence
}

type Writing = {
  readonly plan: RestorePlan
  readonly sources: readonly RestoreSource[]
  /** Handles of the snapshots of what the volumes held before, in the order of the members. */
  readonly safety: readonly string[]
}

/** What is going to be done, written down before anything is. */
export type RestorePlan = {
  readonly members: readonly RestoreMember[]
  /** What is scaled down and up again, with the replicas it had. */
  readonly workloads: readonly Workload[]
}

export type RestoreMember = {
  readonly claim: string
  readonly namespace: string
  readonly volume: string
  /** The VolumeSnapshot by name, and the storage's handle of it or of the backup in an object store. */
  readonly snapshot: string
  readonly handle: string
  readonly cloud?: { readonly credential?: string }
}

export type Workload = {
  readonly apiVersion: string
  readonly kind: 'Deployment' | 'StatefulSet'
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly replicas: number
}

/** Where a member's bytes come from, in the storage itself. */
export type RestoreSource = { readonly snapshot: string } | { readonly volume: string }

export function newRestore(now: Instant, evidence: Evidence): RestoreLifecycle {
  return { stage: 'Pending', since: now, evidence }
}

/** The snapshots of what the volumes held before. */
export function safetyTask(uid: string): string {
  return `restore-safety-${uid}`
}

/** Source: STORK's name of the temporary volume of a restore from the cloud. */
export function fetchTask(volume: string, uid: string): string {
  return `in-place-restore-${volume}-${uid}`
}

export function writeTask(uid: string, tries: number): string {
  return `restore-${uid}-${tries}`
}

export function undoTask(uid: string, tries: number): string {
  return `restore-undo-${uid}-${tries}`
}
