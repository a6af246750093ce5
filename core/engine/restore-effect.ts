/** What only restores in place ask the world to do. */

import type { OwnEffect } from './effect.ts'
import type { RestoreMember, RestorePlan, RestoreSource, Workload } from './restore-lifecycle.ts'

export type RestoreEffect =
  | OwnEffect<'restore', 'plan-restore'>
  /** Sets the replicas, unless somebody else has changed what is not ours: only 0 is scaled up, only a known count down. */
  | (OwnEffect<'restore', 'scale'> & { readonly workload: Workload; readonly up: boolean })
  | (OwnEffect<'restore', 'find-mounts'> & { readonly members: readonly RestoreMember[] })
  | (OwnEffect<'restore', 'write-volumes'> & {
      readonly task: string
      readonly volumes: readonly { readonly volume: string; readonly from: RestoreSource }[]
    })
  /** Whether every volume holds exactly the bytes of its source. */
  | (OwnEffect<'restore', 'compare'> & {
      readonly volumes: readonly { readonly volume: string; readonly from: RestoreSource }[]
    })

export type RestoreAnswer =
  | { readonly got: 'restore-plan'; readonly plan: RestorePlan }
  | { readonly got: 'written' }
  | { readonly got: 'compared'; readonly same: boolean }
