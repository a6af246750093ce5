/** The plan for one object: whom it reaches, what runs, how long applications stand still, and what is written. */

import type { ObjectRef } from '../../specs/index.ts'

export type PlannedMember = { readonly namespace: string; readonly claim: string; readonly volume: string }

export type PlannedCommand = {
  readonly when: 'pre' | 'post'
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly command: string
  /** It holds until the snapshot has been taken. */
  readonly background: boolean
}

export type PlannedWrite = {
  readonly verb: 'create' | 'update' | 'delete'
  readonly kind: string
  /** Absent for kinds without one. */
  readonly namespace?: string
  /** `<uid>` stands for what is known only when the object exists. */
  readonly name: string
}

/** How long applications stand still. `longestMs` is null when nothing bounds it. */
export type PlannedFreeze = { readonly typicalMs: number; readonly longestMs: number | null; readonly because: string }

/** What stands against the run, or what it would do other than the spec asks. */
export type RunFinding = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly object: ObjectRef
  readonly message: string
}

export type Permission = { readonly verb: string; readonly resource: string; readonly namespace?: string }

export type ObjectRun = {
  readonly members: readonly PlannedMember[]
  /** In the order they run. */
  readonly commands: readonly PlannedCommand[]
  readonly freeze: PlannedFreeze
  /** What the executor writes; the specs themselves are not among them. */
  readonly writes: readonly PlannedWrite[]
  /** What the executor must be allowed to do. */
  readonly permissions: readonly Permission[]
  /** What happens, one sentence each, in order. */
  readonly steps: readonly string[]
  readonly findings: readonly RunFinding[]
}

export const noFreeze = (because: string): PlannedFreeze => ({ typicalMs: 0, longestMs: 0, because })
