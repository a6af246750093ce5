/** What happened to the application, kept on the object: who was frozen from when to when, and where the snapshot lies. */

/** `application`: frozen or flushed at the instant; `crash`: as if the power had been cut; `none`: not one instant. */
export type Consistency = 'application' | 'crash' | 'none'

/** Times are ISO 8601 with milliseconds. */
export type Evidence = {
  readonly consistency: Consistency
  /** Why it is less than the spec asked for. */
  readonly because?: string
  /** The single instant whose bytes the snapshot holds; of several, the last. */
  readonly snapshotAt?: string
  readonly frozen: readonly FrozenPod[]
  readonly events: readonly EvidenceEvent[]
  readonly commands: readonly CommandRun[]
  readonly attempts: number
}

/** From the moment the freeze was observed until its end was. `to` is absent when nobody saw the end. */
export type FrozenPod = {
  readonly namespace: string
  readonly pod: string
  readonly container?: string
  readonly from: string
  readonly to?: string
  readonly ms?: number
  readonly how: 'hold' | 'rule'
}

export type EvidenceEvent = {
  readonly at: string
  readonly what: EventName
  readonly namespace?: string
  readonly pod?: string
  readonly text: string
}

export type EventName =
  | 'attempt'
  | 'frozen'
  | 'snapshot'
  | 'thawed'
  | 'warning'
  | 'failed'
  | 'rolled-back'
  | 'uploading'
  | 'uploaded'
  | 'recorded'
  | 'finished'
  // Of migrations: volumes arrived, the source stopped, the destination started.
  | 'copied'
  | 'stopped'
  | 'started'
  // Of restores in place, besides: the old data is kept, the new proved, the old put back.
  | 'saved'
  | 'verified'
  | 'undone'

export type CommandRun = {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly when: 'pre' | 'post'
  readonly command: string
  readonly exit: number | 'unknown'
  readonly from: string
  readonly to: string
  /** The end of what it printed, on both streams; absent when it printed nothing. */
  readonly output?: string
}

export const noEvidence: Evidence = { consistency: 'none', frozen: [], events: [], commands: [], attempts: 0 }
