/** What is remembered on a schedule: how far each section is decided, its runs, and what is still to be told. */

import type { Instant } from '../base/index.ts'
import type { PolicySection, SectionKind, SectionProblem, SectionTimes } from '../specs/index.ts'
import type { Reason } from './reason.ts'

/** One run. It is remembered before its object is made, so that no slot is lost between the two. */
export type ScheduleItem = {
  /** Of the object that the run makes. */
  readonly name: string
  readonly makes: string
  /** The section for which it counts. */
  readonly kind: SectionKind
  /** The slot that it runs for, or when it was asked for out of turn. */
  readonly slot: Instant
  readonly plannedAt: Instant
  /** `planned`: its object may not be there yet. */
  readonly phase: 'planned' | 'running' | 'ready' | 'error'
  readonly finishedAt?: Instant
  readonly message?: string
  /** Asks for a full backup. */
  readonly full?: true
  /** Usable, and less consistent than was asked for. */
  readonly downgraded?: true
  /** Its object is to go; `gone` when it went. */
  readonly leaving?: 'asked' | 'gone'
}

/** How far a section is decided: every slot up to `cursor` has its run or has been told. */
export type SectionProgress = { readonly cursor: Instant; readonly times: SectionTimes; readonly zone: string }

/** Something to be told by an event. `id` names it, so that it is told once however often that is tried. */
export type Tidings = {
  readonly id: string
  readonly at: Instant
  readonly type: 'Normal' | 'Warning'
  readonly reason:
    | 'SlotsMissed'
    | 'RunLate'
    | 'RunFailed'
    | 'RunOverdue'
    | 'Suspended'
    | 'Resumed'
    | 'PolicyUnusable'
    | 'ClockWentBack'
  readonly message: string
  /** The slots that do not run, for whoever asks where they are. */
  readonly slots?: { readonly kind: SectionKind; readonly count: number; readonly from: Instant; readonly to: Instant }
}

export type ScheduleLifecycle = {
  readonly stage: 'Watching'
  readonly since: Instant
  /** Counts what was stored, so that a look is known to be newer. */
  readonly turn: number
  readonly sections: Partial<Readonly<Record<SectionKind, SectionProgress>>>
  readonly items: readonly ScheduleItem[]
  readonly tidings: readonly Tidings[]
  readonly suspendedSince?: Instant
  /** The request for a run out of turn that was honoured last. */
  readonly triggered?: string
  /** Why nothing runs. */
  readonly waitsFor?: Reason
  /** When there is something to do next by itself; absent: only when something changes. */
  readonly nextAt?: Instant
}

export const newSchedule = (now: Instant): ScheduleLifecycle => ({
  stage: 'Watching',
  since: now,
  turn: 0,
  sections: {},
  items: [],
  tidings: [],
})

/** What a schedule asks for, or our defaults. Its policy may say the last three too; the schedule goes before it. */
export type ScheduleSettings = {
  readonly name: string
  readonly uid: string
  readonly createdAt: Instant
  /** The kind of object that each run makes. */
  readonly makes: string
  readonly suspended: boolean
  /** A run out of turn. */
  readonly trigger?: { readonly id: string; readonly at: Instant; readonly kind?: SectionKind }
  /** Why it can never run, whatever the policy says. */
  readonly problem?: Reason
  readonly zone?: string
  readonly catchUp?: 'once' | 'none'
  readonly deadlineMs?: number
}

/** One look at what a schedule depends on. */
export type ScheduleView = { readonly turn: number; readonly policy: PolicyView; readonly runs: readonly RunView[] }

export type PolicyView =
  | {
      readonly is: 'found'
      readonly sections: readonly PolicySection[]
      readonly problems: readonly SectionProblem[]
      readonly zone?: string
      readonly catchUp?: 'once' | 'none'
      readonly deadlineMs?: number
    }
  | { readonly is: 'missing'; readonly name: string }

/** A run's object as it is. Those that are not there are left out. */
export type RunView = {
  readonly name: string
  /** Marked for deletion. */
  readonly leaving: boolean
  readonly state: 'running' | 'ready' | 'downgraded' | 'failed'
  readonly message?: string
  /** What it keeps in object stores, and what that builds on. */
  readonly chain?: { readonly handles: readonly string[]; readonly needs: readonly string[] }
}

export function isUnfinished({ phase }: ScheduleItem): boolean {
  return phase === 'planned' || phase === 'running'
}
