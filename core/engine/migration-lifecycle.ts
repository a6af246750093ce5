/** What is remembered of a Migration on its object: all that survives a crash. */

import type { Instant } from '../base/index.ts'
import type { Evidence } from './evidence.ts'
import type { Reason } from './reason.ts'
import type { Copy, SnapshotLifecycle, SnapshotSettings, Verdict } from './snapshot-lifecycle.ts'

/**
 * Copy, and for a move: copy, stop the source, copy what has changed since, switch.
 *
 * A migration that starts the applications there is a move, and at most one side is active at any time:
 * - Before `Stopping` is stored nobody here is stopped; before `Activating` is stored nobody there is started.
 * - Until `Activating` every way out leads through `RollingBack`, which starts the source again with the replicas of the plan.
 * - From `Activating` on there is no way back: the source stays stopped until somebody activates it.
 * - Objects are applied there with no replicas first; the switch itself only raises the counts.
 * A migration that does not start them leaves the source as it is, and nobody there is started at all.
 */
export type MigrationLifecycle = MigrationBase &
  (
    | { readonly stage: 'Pending'; readonly waitsFor?: Reason }
    | (MigrationWork & { readonly stage: 'Copying'; readonly cut: SnapshotLifecycle })
    | (MigrationWork & {
        readonly stage: 'Sending'
        readonly copies: readonly Copy[]
        readonly waitsFor?: Reason
      })
    | (MigrationWork & { readonly stage: 'Stopping' })
    | (MigrationWork & { readonly stage: 'Applying'; readonly at: number; readonly waitsFor?: Reason })
    | (MigrationWork & { readonly stage: 'Activating'; readonly waitsFor?: Reason })
    | (MigrationWork & { readonly stage: 'Tidying'; readonly trouble?: Reason })
    | (MigrationWork & { readonly stage: 'RollingBack'; readonly failure: Reason; readonly waitsFor?: Reason })
    | MigrationEnd
    /** With work: everything is undone, as in `RollingBack`. */
    | { readonly stage: 'Deleting'; readonly work?: MigrationWork; readonly waitsFor?: Reason }
    /** Storing this drops the finalizer. */
    | { readonly stage: 'Gone' }
  )

export type MigrationEnd = { readonly stage: 'Final' } & (
  | (MigrationWork & {
      /** `partial`: something was not applied, or the copy is less consistent than asked for. */
      readonly outcome: 'successful' | 'partial'
      readonly trouble?: Reason
    })
  | { readonly outcome: 'failed'; readonly failure: Reason; readonly plan?: MigrationPlan }
)

export type MigrationStage = MigrationLifecycle['stage']

export type MigrationBase = {
  /** When the stage was entered. */
  readonly since: Instant
  readonly began: Instant
  readonly evidence: Evidence
}

/** What is carried on from stage to stage once the plan is made. */
export type MigrationWork = {
  readonly plan: MigrationPlan
  /** The newest snapshot attempt; they are counted on through both passes, so no snapshot is taken for another. */
  readonly attempt: number
  /** The second copies what was written during the first, when the source has been stopped. */
  readonly pass: 1 | 2
  /** Whether applications here may have been stopped. */
  readonly stopped: boolean
  readonly verdict?: Verdict
  /** In the order of the plan's volumes; those of the newest pass. */
  readonly sent: readonly SentVolume[]
  readonly resources: readonly ResourceResult[]
  readonly volumesDoneAt?: Instant
  readonly resourcesDoneAt?: Instant
}

/** What is going to be done, decided before anything is frozen. */
export type MigrationPlan = {
  /** The other cluster's name, and that of its storage where there is one. */
  readonly cluster: string
  readonly pairing?: string
  /** Those that exist, sorted. */
  readonly namespaces: readonly string[]
  readonly volumes: readonly MigratedVolume[]
  /** What is stopped here and started there, in a move. */
  readonly workloads: readonly Workload[]
  /** Kinds of objects, in the order in which they are applied. */
  readonly kinds: readonly string[]
  readonly moves: boolean
  /** Both sides run afterwards, because the user asked for it. */
  readonly keepsSource: boolean
}

export type MigratedVolume = {
  readonly namespace: string
  readonly claim: string
  readonly persistentVolume: string
  /** The storage's handle of it here. */
  readonly volume: string
}

export type SentVolume = { readonly volume: string; readonly digest: string; readonly sizeBytes: number }

/** Something that runs pods in a number that can be set. */
export type Workload = {
  readonly kind: 'Deployment' | 'StatefulSet'
  readonly namespace: string
  readonly name: string
  readonly replicas: number
}

/** What became of one object at the destination. */
export type ResourceResult = {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly status: 'Successful' | 'Failed'
  readonly reason?: string
}

export type MigrationSettings = { readonly snapshot: SnapshotSettings }

export const newMigration = (now: Instant, evidence: Evidence): MigrationLifecycle => ({
  stage: 'Pending',
  since: now,
  began: now,
  evidence,
})

/** A migrated volume as people spell its claim, and as the shared snapshot run knows it. */
export function claimOf({ namespace, claim }: Pick<MigratedVolume, 'namespace' | 'claim'>): string {
  return `${namespace}/${claim}`
}
