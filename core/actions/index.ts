export { inNamespace, isFollowed, planApply, sameJson } from './apply-specs.ts'
export { type CarriedOut, carryOut, type Done } from './carry-out.ts'
export { type CloneRequest, cloneClass, planClone } from './clone-snapshot.ts'
export { planDelete } from './delete-objects.ts'
export { type CheckUp, type Examined, examine, spellAsk } from './doctor.ts'
export { type DrillPlan, type DrillRequest, drillLabel, planDrill } from './drill.ts'
export {
  chooseExecutor,
  type ExecutorChoice,
  type ExecutorFacts,
  type ExecutorProblem,
  readExecutorFacts,
  type StorkPresence,
} from './executor-choice.ts'
export { type Expectation, type ExpectedCommand, expectSnapshot, isBegun } from './expectation.ts'
export { type ImportRequest, planImportBackup } from './import-backup.ts'
export { type MigrationWish, migrationSpecFor } from './migrate.ts'
export { type CleaningStep, findOrphans, type Orphan } from './orphans.ts'
export { type Obstacle, type Plan, refKey, refOf, subject, type Write } from './plan.ts'
export { type RestoreRequest, restoreOf } from './restore-snapshot.ts'
export type {
  ObjectRun,
  Permission,
  PlannedCommand,
  PlannedFreeze,
  PlannedMember,
  PlannedWrite,
  RunFinding,
} from './run-plan/object-run.ts'
export { isPlanned, isTried, planRun, type RunPlan, resourceOf } from './run-plan/run-plan.ts'
export { planSuspend, planTrigger } from './schedule-changes.ts'
export { type SnapshotChoice, type SnapshotRequest, snapshotOf } from './snapshot-claims.ts'
