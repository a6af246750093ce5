/** What only a Migration and a ClusterPair ask the world to do. */

import type { OwnEffect, WriterSelection } from './effect.ts'
import type { MigrationPlan, SentVolume, Workload } from './migration-lifecycle.ts'

export type MigrationEffect =
  /** Reads what the spec names, here and there, and works out what would be done. */
  | Own<'plan-migration'>
  /** Finds the pods and commands of the rules, or with `withRules: false` none. */
  | (Own<'find-members'> & { readonly plan: MigrationPlan; readonly withRules: boolean })
  | (Own<'find-migrated-writers'> & { readonly plan: MigrationPlan; readonly selection: WriterSelection })
  | (Own<'send-volume'> & {
      readonly task: string
      readonly snapshot: string
      readonly pairing: string
      readonly name: string
      /** For whoever watches. */
      readonly claim: string
    })
  /** Compares the digest of what is here with that of what is there. */
  | (Own<'compare-volume'> & { readonly snapshot: string; readonly volume: string })
  | (Own<'stop-sending'> & { readonly task: string })
  /** Sets the replicas of a workload here, and notes how many they were. */
  | (Own<'stop-here'> & { readonly workload: Workload })
  | (Own<'start-here'> & { readonly workload: Workload })
  /** Pods of the plan's workloads, and others that use its claims. */
  | (Own<'find-running-here'> & { readonly plan: MigrationPlan })
  /** Applies all objects of one kind there, with no replicas. */
  | (Own<'apply-there'> & {
      readonly plan: MigrationPlan
      readonly kind: string
      readonly sent: readonly SentVolume[]
    })
  /** Refused while the workload is to run here. */
  | (Own<'start-there'> & { readonly workload: Workload; readonly bothRun: boolean })
  /** Removes what this migration made there, objects first and volumes last. */
  | (Own<'remove-there'> & { readonly plan: MigrationPlan })

export type PairEffect = OwnEffect<'cluster-pair', 'open-pair'>

type Own<Do extends string> = OwnEffect<'migration', Do>
