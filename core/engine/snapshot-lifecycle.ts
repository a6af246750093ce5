/** What is remembered of a snapshot run, single or group, on the object: all that survives a crash. */

import type { Instant, Labels } from '../base/index.ts'
import type { CloudWish } from './cloud-wish.ts'
import type { Consistency, Evidence } from './evidence.ts'
import type { Reason } from './reason.ts'

/**
 * One freeze-cut-thaw run after another until one succeeds or the attempts are used up. `Armed` and `Freezing` are stored
 * before anything is asked of a pod, so a later process knows what may be frozen. `Cutting` with an intent, and
 * `Thawing`, pass in memory: nothing frozen waits for the API server. A process that finds `Armed` or `Freezing` with
 * another epoch than its own knows that the process behind it is gone: it thaws and begins another attempt.
 */
export type SnapshotLifecycle = SnapshotBase &
  (
    | { readonly stage: 'Pending'; readonly notBefore?: Instant; readonly waitsFor?: Reason }
    | { readonly stage: 'Armed'; readonly intent: Intent; readonly epoch: string }
    | { readonly stage: 'Freezing'; readonly intent: Intent; readonly epoch: string }
    | {
        readonly stage: 'Cutting'
        readonly members: readonly Member[]
        /** Absent when nothing is frozen. */
        readonly freeze?: Freeze
      }
    | {
        readonly stage: 'Thawing'
        readonly freeze: Freeze
        /** Whether a pre command may have been started. */
        readonly mayBeFrozen: boolean
        readonly copies: readonly Copy[] | undefined
        readonly failure: Reason | undefined
      }
    | {
        /** Nothing is frozen any more. Copies name their backups, all at once, when every upload is done. */
        readonly stage: 'Uploading'
        readonly copies: readonly Copy[]
        readonly verdict: Verdict
        readonly wish: CloudWish
        /** Counts from 1. */
        readonly tries: number
        readonly notBefore?: Instant
      }
    | { readonly stage: 'Recording'; readonly copies: readonly Copy[]; readonly verdict: Verdict }
    | { readonly stage: 'RollingBack'; readonly failure: Reason; readonly copies?: readonly Copy[] }
    | SnapshotEnd
    | { readonly stage: 'Deleting'; readonly copies?: readonly Copy[] }
    /** Everything is cleaned up; storing this drops the finalizer. */
    | { readonly stage: 'Gone' }
  )

export type SnapshotEnd = {
  readonly stage: 'Final'
} & (
  | {
      /** `downgraded`: the copy is kept although it is less than the spec asked for, or the thaw was not confirmed. */
      readonly outcome: 'successful' | 'downgraded'
      readonly copies: readonly Copy[]
      readonly verdict: Verdict
    }
  | { readonly outcome: 'failed'; readonly failure: Reason }
)

export type SnapshotStage = SnapshotLifecycle['stage']

export type SnapshotBase = {
  /** Counts from 1; part of the storage task's key, so no attempt ever takes the snapshots of another. */
  readonly attempt: number
  /** Attempts that failed by themselves; the spec's retries bound them. */
  readonly failures: number
  /** Attempts that ended because their process did. */
  readonly interruptions: number
  /** When the stage was entered. */
  readonly since: Instant
  readonly evidence: Evidence
}

/** What is going to be done, written down before the first command. */
export type Intent = {
  readonly task: string
  /** Every hold and watchdog ends by itself at this time. */
  readonly deadline: Instant
  readonly members: readonly Member[]
  readonly targets: readonly Target[]
  readonly pre: readonly Wave[]
  readonly post: readonly Wave[]
  /** Whether watchdogs run the post commands at the deadline: foreground pre commands that have a post rule. */
  readonly watched: boolean
  /** The pods that were known when the run was planned; another one that writes spoils the attempt. */
  readonly known: readonly string[]
  readonly selectors: readonly Labels[]
}

/** An intent with the process that carries it out. */
export type Freeze = { readonly intent: Intent; readonly epoch: string }

/** A claim, its PersistentVolume and the driver's volume behind it. */
export type Member = { readonly claim: string; readonly persistentVolume: string; readonly volume: string }

/** One container in which commands run. */
export type Target = {
  readonly namespace: string
  readonly pod: string
  readonly uid: string
  readonly container: string
  /** Names the target's files in the container; differs between targets, which may share a /tmp. */
  readonly task: string
}

/** Commands that run at the same time: one action of one rule item, in all its pods. */
export type Wave = readonly Command[]

export type Command = {
  /** Index in the intent's targets. */
  readonly target: number
  /** `pre-1`, `pre-2`, … or `post-1`, …: counts the commands of its target. */
  readonly name: string
  readonly text: string
  /** A background command, which holds until it is released. */
  readonly holds: boolean
  /** The longest it may take until it has ended or holds; absent: the run's own. */
  readonly timeoutMs?: number
}

/** One member's finished snapshot. */
export type Copy = {
  readonly member: Member
  /** The storage's handle of the local snapshot, or `cloud:` and the handle of the backup. */
  readonly handle: string
  readonly at: Instant
  readonly sizeBytes: number
  /** Where it goes, or is kept, in an object store. */
  readonly cloud?: CopyInCloud
}

export type CopyInCloud = {
  /** The key of its upload. */
  readonly task: string
  readonly credential?: string
  readonly kind?: 'full' | 'incremental'
  readonly storedBytes?: number
}

const cloudPrefix = 'cloud:'

/** Whether the copy is a backup in an object store. */
export function isInCloud(copy: Copy): boolean {
  return copy.handle.startsWith(cloudPrefix)
}

/** The backup's handle in its store, of a copy that {@link isInCloud}. */
export function backupOf(copy: Copy): string {
  return copy.handle.slice(cloudPrefix.length)
}

export type Verdict = { readonly consistency: Consistency; readonly because?: Reason }

/** What the spec names, resolved while nothing is frozen. */
export type Targets = {
  readonly members: readonly Member[]
  readonly targets: readonly Omit<Target, 'task'>[]
  readonly pre: readonly Wave[]
  readonly post: readonly Wave[]
  readonly known: readonly string[]
  readonly selectors: readonly Labels[]
  /** What the user should know although it stops nothing, for example a pod that is not running. */
  readonly notes: readonly string[]
}

/** How a kind runs: from its spec, or our defaults. */
export type SnapshotSettings = {
  /** Attempts allowed, interrupted ones not counted. */
  readonly attempts: number
  /** The longest an application may be frozen in one attempt. */
  readonly freezeBudgetMs: number
  /** The longest one command may take. */
  readonly commandTimeoutMs: number
  /** Present when the copies are to be kept in an object store. */
  readonly cloud?: CloudWish
}

export const newSnapshot = (now: Instant, evidence: Evidence): SnapshotLifecycle => ({
  stage: 'Pending',
  attempt: 1,
  failures: 0,
  interruptions: 0,
  since: now,
  evidence,
})
