/** What a swept run is about: the object, the pods and rules around it, and what may go wrong. */

/** How the pods are quiesced. */
export type ModelRule =
  /** No rule: a crash-consistent copy. */
  | 'none'
  /** A background command per pod whose session holds a lock until it is released. */
  | 'hold'
  /** A foreground lock, server-wide and nesting, with a post rule that unlocks. */
  | 'pair'
  /** A foreground command that flushes and locks nothing. */
  | 'flush'
  /** As `pair`, in two items: hold in the first pod, lock in all. */
  | 'mixed'
  /** As `pair`, and the last pod's pre command fails every time. */
  | 'failing'

/** How often, from 0 to 1, one request meets a fault. Faults stop at `quietAfterMs`, so that every run can end. */
export type FaultRates = {
  /** The command is never started and nobody is told. */
  readonly execLost: number
  /** The command runs; its answer is lost. */
  readonly answerLost: number
  /** The command is started late, after its caller has given up. */
  readonly execLate: number
  /** A lock is granted only after long. */
  readonly lockSlow: number
  readonly storageFails: number
  readonly storageSlow: number
  readonly storageSilent: number
  /** Somebody else writes the object in between. */
  readonly conflict: number
  readonly storeLost: number
  readonly storeAnswerLost: number
  readonly apiSilent: number
  readonly recordFails: number
  /** The object store answers 5xx, or takes minutes. */
  readonly cloudFails: number
  readonly cloudSlow: number
  /** The storage says that it is done and wrote something else. */
  readonly storageWrong: number
}

export const noFaults: FaultRates = {
  execLost: 0,
  answerLost: 0,
  execLate: 0,
  lockSlow: 0,
  storageFails: 0,
  storageSlow: 0,
  storageSilent: 0,
  conflict: 0,
  storeLost: 0,
  storeAnswerLost: 0,
  apiSilent: 0,
  recordFails: 0,
  cloudFails: 0,
  cloudSlow: 0,
  storageWrong: 0,
}

export type SnapshotScenario = {
  readonly name: string
  readonly kind: 'single' | 'group'
  readonly members: number
  /** Pods that write to the members and are reached by the rule. */
  readonly pods: number
  readonly rule: ModelRule
  readonly attempts: number
  readonly faults: FaultRates
  readonly quietAfterMs: number
  /** Whether the copies are uploaded to an object store. */
  readonly cloud?: true
  /** The storage's time from the request to the instant, and from there to the end, at least and at most. */
  readonly cutMs: readonly [number, number]
  readonly finishMs: readonly [number, number]
  /** Something that happens at a random time of the run's first seconds. `stuck`: locks cannot be given back for a while. */
  readonly incident?: 'deletion' | 'new-writer' | 'pod-gone' | 'pod-restart' | 'stop' | 'stuck'
}

export type RestoreScenario = {
  readonly name: string
  readonly kind: 'restore'
  readonly members: number
  /** Whether an application runs on the claims. */
  readonly used: boolean
  readonly cloud?: true
  readonly faults: FaultRates
  readonly quietAfterMs: number
  readonly incident?: 'deletion' | 'stop'
}

export type CloneScenario = {
  readonly name: string
  readonly kind: 'clone'
  /** Whether the snapshot is kept in an object store. */
  readonly cloud?: true
  readonly faults: FaultRates
  readonly quietAfterMs: number
  readonly incident?: 'deletion'
}

export type MigrationScenario = {
  readonly name: string
  readonly kind: 'migration'
  /** Whether the application is started there, and so stopped here. */
  readonly moves: boolean
  readonly rule: 'none' | 'hold' | 'pair'
  readonly faults: FaultRates
  readonly quietAfterMs: number
  /** Whether the other cluster is out of reach for a while, at a random time. */
  readonly partition: boolean
  readonly incident?: 'deletion' | 'stop'
}
