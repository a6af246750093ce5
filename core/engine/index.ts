export { allowsNamespace } from './allow-list.ts'
export { type Calendar, type CalendarQuestion, type CalendarRun, type Clash, calendarOf, mostRuns } from './calendar.ts'
export { type CloneLifecycle, cloneTaskKey, newClone, stepClone } from './clone.ts'
export { clonePersistentVolume } from './clone-objects.ts'
export { type ClonePlan, cloneClass, cloneProvisioner, isClone, planCloneOf } from './clone-plan.ts'
export { type CloudWish, cloudWish } from './cloud-wish.ts'
export { type PairLifecycle, stepClusterPair } from './cluster-pair.ts'
export {
  armWatchdog,
  closeTask,
  exitStopped,
  exitTooLate,
  readCloseReply,
  runCommand,
} from './command-script.ts'
export { judge, judgeUnfrozen, type LockInterval, lockIntervals } from './consistency.ts'
export type { Follow } from './drive.ts'
export type {
  Answer,
  ClusterEffect,
  Effect,
  EffectOutcome,
  FoundPod,
  Outcomes,
  PodEffect,
  PodWord,
  StorageEffect,
  WriterSelection,
} from './effect.ts'
export type { EngineEvent } from './engine-event.ts'
export {
  type CommandRun,
  type Consistency,
  type EventName,
  type Evidence,
  type EvidenceEvent,
  type FrozenPod,
  noEvidence,
} from './evidence.ts'
export { type Explanation, explain, explainRestore, nextAction } from './explain.ts'
export { finalizer } from './finalizer.ts'
export { type Frozen, type FrozenOptions, findFrozen, type Place, type Thawed, thawEverything } from './frozen.ts'
export { groupVolumeSnapshotSettings, stepGroupVolumeSnapshot } from './group-volume-snapshot.ts'
export {
  cleanUp,
  type HoldReply,
  type HoldWord,
  lookAtHold,
  readHoldReply,
  releaseHold,
  startHold,
  withWaitCommand,
} from './hold-script.ts'
export type { LifecycleEntry } from './lifecycle-kind.ts'
export { lifecycleEntryOf, lifecycleKinds } from './lifecycle-kinds.ts'
export { migrationMayBeFrozen, migrationMustGoOn, stepMigration } from './migration.ts'
export type { MigrationEffect } from './migration-effect.ts'
export { migrationSettings } from './migration-kind.ts'
export {
  type MigratedVolume,
  type MigrationLifecycle,
  type MigrationPlan,
  type MigrationSettings,
  type MigrationStage,
  type MigrationWork,
  newMigration,
  type ResourceResult,
  type SentVolume,
  type Workload,
} from './migration-lifecycle.ts'
export { adminNamespace, planMigration } from './migration-planning.ts'
export type { Outcome, Result } from './outcome.ts'
export { holdTask } from './pod-effects.ts'
export type { EnginePorts } from './port-effects.ts'
export { type Blame, isLasting, type Reason, type ReasonCode } from './reason.ts'
export {
  type End,
  type EngineWorker,
  type Found,
  type LifecycleRules,
  type Reply,
  type Request,
  reconcile,
} from './reconcile.ts'
export { foreseeRestore } from './restore-effects.ts'
export { readRestore, writeRestore } from './restore-kind.ts'
export { newRestore, type RestoreLifecycle, type RestorePlan } from './restore-lifecycle.ts'
export { type PlannedRestore, planRestoreOf, restoreSource } from './restore-plan.ts'
export { stepPostRule, stepPreRule } from './rule-run.ts'
export { discover, type RunOptions, runUntilSettled } from './runner.ts'
export type { ScheduleEffect } from './schedule-effect.ts'
export { readSchedule } from './schedule-kind.ts'
export {
  isUnfinished,
  newSchedule,
  type PolicyView,
  type RunView,
  type ScheduleItem,
  type ScheduleLifecycle,
  type ScheduleSettings,
  type ScheduleView,
  type Tidings,
} from './schedule-lifecycle.ts'
export { runName } from './schedule-name.ts'
export {
  policyNameOf,
  runObject,
  scheduleSettings,
  scheduleUidLabel,
  timeSettings,
  triggerText,
} from './schedule-objects.ts'
export { expiredRuns, type UsableRun } from './schedule-retention.ts'
export { runSchedules, type ScheduleOptions } from './schedule-runner.ts'
export { windowMs } from './schedule-slots.ts'
export { taskKey } from './snapshot-cleaning.ts'
export {
  type Command,
  type Copy,
  type Freeze,
  type Intent,
  type Member,
  newSnapshot,
  type SnapshotLifecycle,
  type SnapshotSettings,
  type SnapshotStage,
  type Target,
  type Targets,
  type Verdict,
  type Wave,
} from './snapshot-lifecycle.ts'
export { recordNames } from './snapshot-objects.ts'
export { mayBeFrozen, mustGoOn, stepSnapshotRun } from './snapshot-run.ts'
export type { Seen, Step, Wake } from './step.ts'
export { markFor, markOf, readClone, readSnapshot, writeClone, writeSnapshot } from './stored-lifecycle.ts'
export { readMigration } from './stored-migration.ts'
export { type Resolved, resolveFor, resolveTargets, type Surroundings } from './targets.ts'
export { fireWatchdog, listTasks, readTasks } from './thaw-script.ts'
export { clockChange, timeOfDayAt, timeZone } from './time-zone.ts'
export { stepVolumeSnapshot, volumeSnapshotSettings } from './volume-snapshot.ts'
export { restoreMustGoOn, stepVolumeSnapshotRestore } from './volume-snapshot-restore.ts'
export { stepVolumeSnapshotSchedule, usualDeadlineMs } from './volume-snapshot-schedule.ts'
