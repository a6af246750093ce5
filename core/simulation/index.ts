export { allSweeps, type Sweep, scheduleSweep, snapshotSweep } from './all-sweeps.ts'
export { allOrNothing } from './checkers/all-or-nothing.ts'
export type { Checker, FinishedRun } from './checkers/checker.ts'
export { freezesEnd } from './checkers/freezes-end.ts'
export { retryQuiescesAgain } from './checkers/retry-quiesces-again.ts'
export { runEnds } from './checkers/run-ends.ts'
export {
  noSlotIsLost,
  retentionKeepsUsable,
  type ScheduleChecker,
  scheduleCheckers,
  scheduleGoesOn,
} from './checkers/schedule-checkers.ts'
export { snapshotCheckers } from './checkers/snapshot-checkers.ts'
export { successLiesInside } from './checkers/success-lies-inside.ts'
export { thawBeforeUpload } from './checkers/thaw-before-upload.ts'
export { uploadedOnce } from './checkers/uploaded-once.ts'
export { sweepClones } from './clone-sweep.ts'
export type { CrashPoint, RunEnd } from './crash-sweep.ts'
export { type CsiOptions, type SimulatedCsi, startCsi } from './csi/csi.ts'
export { type Drive, driveUntil, driveUntilDone } from './drive.ts'
export { drawFaults } from './faults/draw.ts'
export { type Fault, type FaultName, faultCatalogue, parseFault, spellFault } from './faults/fault.ts'
export { FaultInjection } from './faults/injection.ts'
export { freezeBudgetMs } from './freeze-budget.ts'
export { type FreezeObserver, type FrozenInterval, observeFreezes } from './frozen-time.ts'
export { type Latencies, usualLatencies } from './latencies.ts'
export type { OpenOther } from './linked-clusters.ts'
export { migrationScenarios } from './migration-scenarios.ts'
export { replayMigration, sweepMigrations } from './migration-sweep.ts'
export {
  type CloneScenario,
  type FaultRates,
  type ModelRule,
  noFaults,
  type RestoreScenario,
  type SnapshotScenario,
} from './model/scenario.ts'
export { type ScheduleScenario, ScheduleWorld } from './model/schedule-world.ts'
export { type PairReference, pairReference, simulatedPairSpec } from './pair-reference.ts'
export { liveInRealTime } from './real-time.ts'
export { sweepRestores } from './restore-sweep.ts'
export { cloneScenarios, cloudScenarios, restoreScenarios, snapshotScenarios } from './scenarios.ts'
export { scheduleScenarios } from './schedule-scenarios.ts'
export { type ScheduleSweepOptions, sweepSchedules } from './schedule-sweep.ts'
export { SeededIds } from './seeded-ids.ts'
export { carryOutWhileServed, type ServedExecutor, type ServedExecutorOptions } from './served-executor.ts'
export type { SmallFailure } from './shrink.ts'
export {
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
  type WorldCopy,
} from './simulated-cluster.ts'
export {
  type SimulatedStork,
  type StorkFollow,
  type StorkOptions,
  type StorkOutcome,
  type StorkTimings,
  type StoryLine,
  startStork,
  storkTimings,
} from './stork/index.ts'
export {
  ourRules,
  replay,
  type SeedRange,
  type SweepFailure,
  type SweepOptions,
  type SweepResult,
  sweep,
} from './sweep.ts'
export type { Consistency } from './trial/copies.ts'
export type { Carried, ExecutorName } from './trial/executor.ts'
export { type PreparedWorld, prepareWorld } from './trial/prepare-world.ts'
export type { PromiseName, Truth } from './trial/promises.ts'
export { restoreSourceRef } from './trial/restore-watch.ts'
export type { ScheduleTally } from './trial/schedule-outcome.ts'
export { policyIn } from './trial/schedule-watch.ts'
export { shrinkTrial } from './trial/shrink-trial.ts'
export {
  type Breakage,
  type FaultEffect,
  type SimulationReport,
  type SimulationRequest,
  simulate,
} from './trial/simulate.ts'
export { storyOf } from './trial/story.ts'
export { runTrial, type Trial, type TrialCase } from './trial/trial.ts'
export { twinnedKinds, twinOf } from './twin.ts'
export { VirtualClock } from './virtual-clock.ts'
export type { ClaimName } from './volumes.ts'
export type { StorageCall, StorageCallFault, StorageCallFaults, WorldFaults } from './world-faults.ts'
