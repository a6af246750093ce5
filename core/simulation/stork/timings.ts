/** STORK's constants, and how long the steps take that are not constants. Milliseconds unless a name says otherwise. */

export type StorkTimings = typeof storkTimings

/** Source: STORK's own constants; what is marked typical is a healthy cluster's. */
export const storkTimings = {
  workersPerController: 10,
  /** After a pass that succeeded. */
  requeueMs: 10_000,
  /** After the n-th failure in a row: least × 2^(n-1), at most the other. */
  errorBackoffMs: [5, 1_000_000],
  /** Typical: from a write until the controller's pass begins. */
  watchMs: 20,

  /** The snapshot controller compares what is wanted with what is there. */
  snapshotLoopMs: 100,
  snapshotBackoffMs: [500, 122_000],
  cloudPollMs: 5_000,
  /** Source: the provisioner library that STORK uses. */
  provisionBackoffMs: [15_000, 1_000_000],

  foregroundTries: 12,
  foregroundPauseMs: 5_000,
  killPauseMs: 5_000,
  /** While the executor pod is Pending: so many looks, so far apart. */
  pendingLooks: 10,
  pendingPauseMs: 30_000,
  executorPollMs: 5_000,
  /** Typical: scheduling and an image that is always pulled. Drawn once per executor pod. */
  executorStartMs: [3_000, 8_000],
  executorLimitMs: 900_000,
  statusLooks: 450,
  statusPauseMs: 2_000,
  /** Share of the pause that may come on top. */
  statusJitter: 0.1,
  /** The wait script looks for its kill file. In whole seconds, because it is written into the script. */
  waitLoopSeconds: 2,

  /** Typical: asking every node for its version. */
  versionCheckMs: 20,
  /** How often the back end's task is looked at while STORK's one call to it is open. */
  backendLookMs: 25,

  schedulePassMs: 10_000,
  scheduleWindowMs: 3_600_000,
  failedSnapshotKeptMs: 90_000,

  restorePodDeletionMs: 120_000,
  restoreCalls: 5,
  restoreCallPauseMs: 5_000,
  restoreStateLooks: 30,
  restoreStatePauseMs: 10_000,
} as const satisfies Readonly<Record<string, number | readonly [number, number]>>

/** A command's own time is not limited by STORK. Ten years stand for that: an exec of ours has an end. */
export const unlimitedMs = 10 * 365 * 24 * 3_600_000

/** The n-th wait of a backoff that doubles. */
export function backoffMs([least, most]: readonly [number, number], failures: number): number {
  return Math.min(least * 2 ** Math.min(failures - 1, 40), most)
}
