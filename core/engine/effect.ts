/** What a step asks the world to do, and what came of it. */

import type { Instant, Labels } from '../base/index.ts'
import type { Progress, SnapshotTask, UploadTask } from '../ports/index.ts'
import type { ClonePlan } from './clone-plan.ts'
import type { HoldWord } from './hold-script.ts'
import type { MigrationEffect, PairEffect } from './migration-effect.ts'
import type { MigrationPlan, ResourceResult } from './migration-lifecycle.ts'
import type { Reason } from './reason.ts'
import type { RestoreAnswer, RestoreEffect } from './restore-effect.ts'
import type { ScheduleEffect } from './schedule-effect.ts'
import type { ScheduleView } from './schedule-lifecycle.ts'
import type { Copy, Target, Targets } from './snapshot-lifecycle.ts'

/**
 * Every effect has a key, unique within its object, under which its outcome is found again in the same process. Effects
 * other than commands may be repeated by any process: they are named after the object's uid and attempt.
 */
export type Effect = SharedEffect | KindEffect

/** Effects that every kind may ask for; port-effects.ts performs them. */
export type SharedEffect = PodEffect | StorageEffect | ClusterEffect

/** Effects of one kind alone, which its own `perform` carries out: add yours here, from a file of your own. */
export type KindEffect = MigrationEffect | PairEffect | ScheduleEffect | RestoreEffect

/** The shape of an effect of one kind. */
export type OwnEffect<Of extends string, Do extends string> = {
  readonly of: Of
  readonly do: Do
  readonly key: string
  /** What is being done, in the words of live views: `Starting the pods`. */
  readonly text: string
  /** Goes on when the user stops the run: it thaws, undoes or cleans up. */
  readonly mustEnd?: boolean
}

/** Runs one of the scripts of hold-script.ts and command-script.ts in a container. */
export type PodEffect =
  | {
      readonly do: 'arm'
      readonly key: string
      readonly target: Target
      readonly seconds: number
      readonly postCommands: readonly string[]
    }
  | {
      readonly do: 'run'
      readonly key: string
      readonly target: Target
      readonly name: string
      readonly seconds: number
      readonly text: string
      /** Refused where no watchdog runs that would undo it. */
      readonly guarded: boolean
    }
  | {
      readonly do: 'hold'
      readonly key: string
      readonly target: Target
      readonly name: string
      readonly seconds: number
      readonly readySeconds: number
      readonly text: string
    }
  | { readonly do: 'look-at-hold'; readonly key: string; readonly target: Target; readonly name: string }
  | {
      readonly do: 'release'
      readonly key: string
      readonly target: Target
      readonly name: string
      readonly seconds: number
    }
  | { readonly do: 'close'; readonly key: string; readonly target: Target }
  | { readonly do: 'clean-up'; readonly key: string; readonly target: Target; readonly holds: readonly string[] }

export type StorageEffect =
  | { readonly do: 'snapshot'; readonly key: string; readonly task: string; readonly volumes: readonly string[] }
  | { readonly do: 'discard'; readonly key: string; readonly task: string }
  | { readonly do: 'delete-copy'; readonly key: string; readonly handle: string }
  | {
      readonly do: 'upload'
      readonly key: string
      readonly task: string
      /** Whose copy it is, for whoever watches. */
      readonly claim: string
      readonly snapshot: string
      readonly credential?: string
      readonly full: boolean
      readonly incrementals?: number
    }
  /** Stops an upload and removes what it left. */
  | { readonly do: 'discard-upload'; readonly key: string; readonly task: string }
  | {
      readonly do: 'delete-backup'
      readonly key: string
      readonly handle: string
      /** The upload that made it. */
      readonly task: string
      readonly credential?: string
    }
  | {
      readonly do: 'clone-volume'
      readonly key: string
      readonly task: string
      readonly snapshot: string
      readonly sizeBytes?: number
    }
  /** Makes a volume of a backup in an object store. */
  | {
      readonly do: 'download'
      readonly key: string
      readonly task: string
      readonly claim: string
      readonly backup: string
      readonly credential?: string
    }
  /** Removes the volume that the task made, if it made one. */
  | { readonly do: 'discard-clone'; readonly key: string; readonly task: string }

export type ClusterEffect =
  /** Reads what the spec names and works out what would be done; see targets.ts and clone-plan.ts. */
  | { readonly do: 'resolve'; readonly key: string }
  | { readonly do: 'find-writers'; readonly key: string; readonly selection: WriterSelection }
  /** Makes the VolumeSnapshotData of a copy and, for a group, its VolumeSnapshot. */
  | { readonly do: 'record'; readonly key: string; readonly copy: Copy }
  | { readonly do: 'erase-record'; readonly key: string; readonly copy: Copy }
  | { readonly do: 'make-volume-object'; readonly key: string; readonly plan: ClonePlan; readonly volume: string }
  | { readonly do: 'erase-volume-object'; readonly key: string; readonly name: string }
  | { readonly do: 'find-users'; readonly key: string }

/** The pods whose writing matters: those that use one of the claims or carry one of the label sets. */
export type WriterSelection = { readonly claims: readonly string[]; readonly selectors: readonly Labels[] }

/** A pod that was found again. Pods that never started a container are not found. */
export type FoundPod = { readonly uid: string; readonly name: string }

/** When the effect was asked for, when its answer was there, and the answer. */
export type EffectOutcome = { readonly from: Instant; readonly to: Instant } & Answer

export type Answer =
  | { readonly got: 'targets'; readonly targets: Targets }
  | { readonly got: 'clone-plan'; readonly plan: ClonePlan }
  /** What the spec names is not (yet) there. */
  | { readonly got: 'problem'; readonly reason: Reason; readonly mayPass: boolean }
  | { readonly got: 'exit'; readonly exit: number | 'unknown'; readonly output: string }
  | { readonly got: 'word'; readonly word: PodWord; readonly exit?: number; readonly output: string }
  | { readonly got: 'pods'; readonly pods: readonly FoundPod[] }
  | { readonly got: 'task'; readonly task: SnapshotTask }
  | { readonly got: 'upload'; readonly task: UploadTask }
  | { readonly got: 'volume'; readonly volume: string; readonly sizeBytes: number }
  | { readonly got: 'migration-plan'; readonly plan: MigrationPlan }
  /** Of the same bytes here and there, if all is well. */
  | { readonly got: 'digests'; readonly here: string; readonly there: string }
  | { readonly got: 'applied'; readonly results: readonly ResourceResult[] }
  /** A pair of clusters that answers; `storage`: their storage too. */
  | { readonly got: 'pair'; readonly cluster: string; readonly storage: boolean }
  | { readonly got: 'schedule-view'; readonly view: ScheduleView }
  | RestoreAnswer
  | { readonly got: 'running'; readonly progress?: Progress }
  | { readonly got: 'done' }
  /** The world answered no, or not at all. `mayPass`: asking again can help. */
  | { readonly got: 'failure'; readonly reason: Reason; readonly mayPass: boolean }

export type PodWord = HoldWord | 'armed' | 'disarmed' | 'fired'

export type Outcomes = Readonly<Record<string, EffectOutcome>>
