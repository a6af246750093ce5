export { type ActionTimeout, readActionTimeouts } from './action-timeouts.ts'
export {
  type AnnotationDeclaration,
  actionTimeouts,
  annotationCatalogue,
  annotationsFor,
  authSecretName,
  authSecretNamespace,
  catchUp,
  cloudCredential,
  commandTimeout,
  createdByMigration,
  currentStorageClass,
  deleteLocalSnapshot,
  evidence,
  executorImage,
  executorImageSecret,
  findAnnotation,
  freezeBudget,
  groupIdKeys,
  groupSelectorPrefix,
  incrementalCount,
  keepSourceActive,
  keptReclaimPolicy,
  lifecycle,
  migrated,
  migrationName,
  migrationNamespace,
  migrationReplicas,
  migrationTime,
  oldCloudCredential,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  oldRestoreNamespaces,
  oldSnapshotSourceNamespace,
  oldSnapshotType,
  postSnapCommands,
  postSnapshotRule,
  preSnapCommands,
  preSnapshotRule,
  pvcSelector,
  resourceHash,
  restoreInProgress,
  restoreNamespaces,
  runDeadline,
  runningCommands,
  runOnceKeys,
  scaleDown,
  scheduleName,
  schedulePolicyType,
  sizeBytes,
  skipModifyResource,
  skipResource,
  skipResourceOld,
  snapshotSource,
  snapshotSourceNamespace,
  snapshotType,
  sourceClaim,
  timeZone,
  trigger,
} from './annotations.ts'
export { builtInPolicies, builtInPolicy } from './built-in-policies.ts'
export {
  at,
  atKey,
  type Check,
  type CheckContext,
  check,
  checkAnyObject,
  type Executor,
  type Finding,
  type Found,
  type InspectionContext,
  runCheck,
  runChecks,
  type Severity,
} from './check.ts'
export { checkCatalogue } from './checks/catalogue.ts'
export { allDefinitions, crdOf } from './custom-resource.ts'
export { draftOf } from './draft.ts'
export { explainField, type FieldExplanation, fieldAt, typeInWords } from './explain.ts'
export {
  annotationsOf,
  type FactOptions,
  type FactQuery,
  type Facts,
  factsOf,
  type Known,
  labelsOf,
  type Neighbour,
  nameOf,
  namespaceOf,
  noFacts,
  sameNamespace,
} from './facts.ts'
export {
  type Change,
  type FixPlan,
  fixPlan,
  insertDocument,
  move,
  quote,
  remove,
  renameKey,
  replaceDocument,
  setValue,
} from './fix-plan.ts'
export { type PolicyReference, policyOf } from './followed-policy.ts'
export { checksFor, inspect, withoutEchoes } from './inspect.ts'
export { entry, isMap, type Json, type JsonObject, textOf } from './json.ts'
export { jsonSchema, jsonSchema2020, jsonSchemaOf } from './json-schema.ts'
export { type DraftOf, type InferKind, type KindDeclaration, kind } from './kind.ts'
export { type ApplicationBackup, applicationBackup } from './kinds/application-backup.ts'
export { type ApplicationBackupSchedule, applicationBackupSchedule } from './kinds/application-backup-schedule.ts'
export { type ApplicationClone, applicationClone } from './kinds/application-clone.ts'
export { type ApplicationRestore, applicationRestore } from './kinds/application-restore.ts'
export { type BackupLocation, backupLocation } from './kinds/backup-location.ts'
export { findKind, findKindByWord, kindCatalogue, ourGroups } from './kinds/catalogue.ts'
export { type ClusterPair, clusterPair } from './kinds/cluster-pair.ts'
export { type ConfigMap, configMap } from './kinds/config-map.ts'
export { type CsiVolumeSnapshot, csiVolumeSnapshot } from './kinds/csi-volume-snapshot.ts'
export { type CsiVolumeSnapshotClass, csiVolumeSnapshotClass } from './kinds/csi-volume-snapshot-class.ts'
export { type CsiVolumeSnapshotContent, csiVolumeSnapshotContent } from './kinds/csi-volume-snapshot-content.ts'
export { type Deployment, deployment } from './kinds/deployment.ts'
export { type GroupVolumeSnapshot, groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
export { type Migration, migration } from './kinds/migration.ts'
export { type MigrationSchedule, migrationSchedule } from './kinds/migration-schedule.ts'
export { type Namespace, namespace } from './kinds/namespace.ts'
export { type NamespacedSchedulePolicy, namespacedSchedulePolicy } from './kinds/namespaced-schedule-policy.ts'
export { type PersistentVolume, persistentVolume } from './kinds/persistent-volume.ts'
export { type PersistentVolumeClaim, persistentVolumeClaim } from './kinds/persistent-volume-claim.ts'
export { type Pod, pod } from './kinds/pod.ts'
export { type ResourceTransformation, resourceTransformation } from './kinds/resource-transformation.ts'
export { type Rule, rule } from './kinds/rule.ts'
export { type SchedulePolicy, schedulePolicy } from './kinds/schedule-policy.ts'
export { type Secret, secret } from './kinds/secret.ts'
export { type Service, service } from './kinds/service.ts'
export { type StatefulSet, statefulSet } from './kinds/stateful-set.ts'
export { type StorageClass, storageClass } from './kinds/storage-class.ts'
export { type VolumeGroupSnapshot, volumeGroupSnapshot } from './kinds/volume-group-snapshot.ts'
export { type VolumeGroupSnapshotClass, volumeGroupSnapshotClass } from './kinds/volume-group-snapshot-class.ts'
export { type VolumeGroupSnapshotContent, volumeGroupSnapshotContent } from './kinds/volume-group-snapshot-content.ts'
export { type VolumeSnapshot, volumeSnapshot } from './kinds/volume-snapshot.ts'
export { type VolumeSnapshotData, volumeSnapshotData } from './kinds/volume-snapshot-data.ts'
export { type VolumeSnapshotRestore, volumeSnapshotRestore } from './kinds/volume-snapshot-restore.ts'
export { type VolumeSnapshotSchedule, volumeSnapshotSchedule } from './kinds/volume-snapshot-schedule.ts'
export type { KubeObject, ObjectMeta, ObjectRef, OwnerReference } from './kube-object.ts'
export { editDistance, nearest } from './nearest.ts'
export { nextRunLines } from './next-runs.ts'
export { oldSyntaxCodes } from './old-syntax.ts'
export { dotted, type Path, pathOf, valueAt } from './path.ts'
export {
  type PolicyReading,
  type PolicySection,
  readPolicy,
  type SectionKind,
  type SectionProblem,
  type SectionTimes,
  sectionKinds,
  usualRetain,
} from './policy-sections.ts'
export {
  type CalendarDay,
  calendarDay,
  dayNumber,
  daysIn,
  lastSlotBetween,
  type MonthEnds,
  nextSlot,
  type SlotRules,
  slotsBetween,
  type TimeZone,
  utc,
  weekdayOf,
} from './policy-slots.ts'
export { policyDay, policyTime, spellPolicyTime, type TimeOfDay, type Weekday, weekdays } from './policy-time.ts'
export {
  type QuiesceCommand,
  type QuiesceEffect,
  type QuiesceScope,
  quiesceCommand,
  quiesceCommands,
} from './quiesce-commands.ts'
export type { QuiesceEntry } from './quiesce-library/entry.ts'
export { findQuiesceEntry, quiesceEntryFor, quiesceLibrary } from './quiesce-library/library.ts'
export { type Proposal, proposals } from './quiesce-library/proposal.ts'
export { redactedObject } from './redacted-object.ts'
export {
  type EntryProblem,
  entryProblem,
  fromGlob,
  type ListProblem,
  mayRestore,
  type RestoreAnswer,
  restoreEntries,
} from './restore-namespaces.ts'
export {
  type Call,
  type CommandStudy,
  locksOf,
  type QuiesceUse,
  studyCommand,
  undoes,
  usesOf,
} from './rule-command.ts'
export type { Choices, Draft, Field, Fields, FieldType, Infer, InferFields } from './schema.ts'
export { type SchemaProblem, schemaProblems } from './schema-problems.ts'
export { secretWithData } from './secret-data.ts'
export {
  allCommands,
  readShell,
  type ShellCommand,
  type ShellGroup,
  type ShellList,
  type ShellOperator,
  type ShellText,
  type ShellWord,
} from './shell-words.ts'
export { waitCommand } from './wait-command.ts'
export {
  type KnownClaim,
  knownClaims,
  type PodContainer,
  type PodTemplate,
  podTemplates,
  templatesMatching,
  workloadKinds,
} from './workloads.ts'
