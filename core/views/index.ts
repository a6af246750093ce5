export {
  type CalendarCell,
  type CalendarLine,
  type CalendarMonth,
  calendarJson,
  calendarLegend,
  calendarLines,
  calendarMonths,
  dayText,
  endOfDay,
  wallTime,
} from './calendar.ts'
export { type Cell, cell, type Tone } from './cell.ts'
export { type Description, description, type Fact, isSnapshot, type Section } from './description.ts'
export { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts'
export { evidenceOf } from './evidence.ts'
export { type HistoryEntry, historyOf, lastUsable } from './history.ts'
export { type Listing, type ListingColumn, listing } from './listing.ts'
export { labelText } from './listing-columns.ts'
export {
  emptyLiveMigration,
  type LiveMigration,
  type LiveVolume,
  withMigrationEvent,
} from './live-migration.ts'
export { emptyLiveRun, type LiveRun, liveLanes, withEvent } from './live-run.ts'
export { age, clockTime, spell } from './moment.ts'
export {
  frozenBy,
  type ProtectedApplication,
  type Protection,
  protectionOf,
  protectionSummary,
  type Trouble,
} from './protection.ts'
export { claimsOfPod } from './relations.ts'
export { type RuleOutput, ruleOutputOf } from './rule-output.ts'
export { type RunPlanView, runPlanJson, runPlanView } from './run-plan.ts'
export { type SimulationView, simulationJson, simulationView } from './simulation-report.ts'
export { consistencySentence, eventText, oneLine } from './snapshot.ts'
export { consistencyCell, frozenCell, type SnapshotState, snapshotState } from './snapshot-state.ts'
export { type Standing, standingOf } from './standing.ts'
export {
  claimsOf,
  extentOf,
  type Lane,
  type Span,
  type Timeline,
  type TimelineJson,
  timeline,
  timelineJson,
  timelineOf,
} from './timeline.ts'
export { type TreeNode, treeOf } from './tree.ts'
export { type Use, usesOf } from './used-by.ts'
export { restoreCell, restoredClaims } from './volume-snapshot-restore.ts'
