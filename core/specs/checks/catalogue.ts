/** Every check, one import per file, in the order in which their findings are shown. */

import type { Check } from '../check.ts'
import { backupForeignNamespace } from './application-backup/foreign-namespace.ts'
import { namespaceSelectorForm } from './application-backup/namespace-selector-form.ts'
import { namespacesOverridden } from './application-backup/namespaces-overridden.ts'
import { rulesOfVirtualMachines } from './application-backup/rules-of-virtual-machines.ts'
import { typesOfVirtualMachines } from './application-backup/types-of-virtual-machines.ts'
import { backupScheduleFields } from './application-backup-schedule/fields-outside-template.ts'
import { outsideAdminNamespace } from './application-clone/outside-admin-namespace.ts'
import { sameNamespace } from './application-clone/same-namespace.ts'
import { mappingNotInBackup } from './application-restore/mapping-not-in-backup.ts'
import { otherLocation } from './application-restore/other-location.ts'
import { replacePolicyUnknown } from './application-restore/replace-policy-unknown.ts'
import { oldEncryptionKey } from './backup-location/old-encryption-key.ts'
import { pathWithScheme } from './backup-location/path-with-scheme.ts'
import { backupLocationSecret } from './backup-location/secret-in-clear-text.ts'
import { settingsOfOtherType } from './backup-location/settings-of-other-type.ts'
import { specInsteadOfLocation } from './backup-location/spec-instead-of-location.ts'
import { configFiles } from './cluster-pair/config-files.ts'
import { configLists } from './cluster-pair/config-lists.ts'
import { contextMissing } from './cluster-pair/context-missing.ts'
import { contextUnknown } from './cluster-pair/context-unknown.ts'
import { localServer } from './cluster-pair/local-server.ts'
import { loginProgram } from './cluster-pair/login-program.ts'
import { modeUnknown } from './cluster-pair/mode-unknown.ts'
import { noToken } from './cluster-pair/no-token.ts'
import { optionsMisplaced } from './cluster-pair/options-misplaced.ts'
import { placeholderOptions } from './cluster-pair/placeholder-options.ts'
import { portOfOtherService } from './cluster-pair/port-of-other-service.ts'
import { clusterPairSecret } from './cluster-pair/secret-in-clear-text.ts'
import { csiClassNameEmpty } from './csi-volume-snapshot/class-name-empty.ts'
import { classOfOtherDriver } from './csi-volume-snapshot/class-of-other-driver.ts'
import { oldFields } from './csi-volume-snapshot/old-fields.ts'
import { csiOldVersion } from './csi-volume-snapshot/old-version.ts'
import { csiSourceChoice } from './csi-volume-snapshot/source-choice.ts'
import { secondDefaultClass } from './csi-volume-snapshot-class/second-default.ts'
import { specOnSnapshotClass } from './csi-volume-snapshot-class/spec-on-class.ts'
import { snapshotIncomplete } from './csi-volume-snapshot-content/snapshot-incomplete.ts'
import { contentSourceChoice } from './csi-volume-snapshot-content/source-choice.ts'
import { claimsLeftOut } from './group-volume-snapshot/claims-left-out.ts'
import { credentialOnLocal } from './group-volume-snapshot/credential-on-local.ts'
import { labelsOutsideMatchLabels } from './group-volume-snapshot/labels-outside-match-labels.ts'
import { legacySnapCommand } from './group-volume-snapshot/legacy-snap-command.ts'
import { matchExpressions } from './group-volume-snapshot/match-expressions.ts'
import { nameTooLong } from './group-volume-snapshot/name-too-long.ts'
import { oldRuleKeys } from './group-volume-snapshot/old-rule-keys.ts'
import { optionUnknown } from './group-volume-snapshot/option-unknown.ts'
import { optionsAsAnnotations } from './group-volume-snapshot/options-as-annotations.ts'
import { groupOptionsUnderSpec } from './group-volume-snapshot/options-under-spec.ts'
import { restoreNamespacesAlternation as groupVolumeSnapshotRestoreNamespacesAlternation } from './group-volume-snapshot/restore-namespaces-alternation.ts'
import { restoreNamespacesDot as groupVolumeSnapshotRestoreNamespacesDot } from './group-volume-snapshot/restore-namespaces-dot.ts'
import { restoreNamespacesEverywhere as groupVolumeSnapshotRestoreNamespacesEverywhere } from './group-volume-snapshot/restore-namespaces-everywhere.ts'
import { restoreNamespacesGlob as groupVolumeSnapshotRestoreNamespacesGlob } from './group-volume-snapshot/restore-namespaces-glob.ts'
import { restoreNamespacesSeparator } from './group-volume-snapshot/restore-namespaces-separator.ts'
import { restoreNamespacesUnreadable as groupVolumeSnapshotRestoreNamespacesUnreadable } from './group-volume-snapshot/restore-namespaces-unreadable.ts'
import { retriesNegative } from './group-volume-snapshot/retries-negative.ts'
import { retriesOnLocal } from './group-volume-snapshot/retries-on-local.ts'
import { retriesUnquiesced } from './group-volume-snapshot/retries-unquiesced.ts'
import { ruleAnnotations } from './group-volume-snapshot/rule-annotations.ts'
import { selectorEmpty } from './group-volume-snapshot/selector-empty.ts'
import { selectorLabelsOnPodsOnly } from './group-volume-snapshot/selector-labels-on-pods-only.ts'
import { selectorMatchesNothing } from './group-volume-snapshot/selector-matches-nothing.ts'
import { selectorNamespace } from './group-volume-snapshot/selector-namespace.ts'
import { groupSnapshotTypeUnknown } from './group-volume-snapshot/snapshot-type-unknown.ts'
import { groupVolumeWithoutSnapshots } from './group-volume-snapshot/volume-without-snapshots.ts'
import { migrationBackgroundRule } from './migration/background-rule.ts'
import { excludeTypePlural } from './migration/exclude-type-plural.ts'
import { excludeTypeWithGroup } from './migration/exclude-type-with-group.ts'
import { migrationForeignNamespace } from './migration/foreign-namespace.ts'
import { namespaceMapping } from './migration/namespace-mapping.ts'
import { namespacePattern } from './migration/namespace-pattern.ts'
import { noNamespaces } from './migration/no-namespaces.ts'
import { nothingIncluded } from './migration/nothing-included.ts'
import { optionalTypeUnknown } from './migration/optional-type-unknown.ts'
import { rulesWithoutVolumes } from './migration/rules-without-volumes.ts'
import { selectorsMissClaims } from './migration/selectors-miss-claims.ts'
import { severalTransformations } from './migration/several-transformations.ts'
import { transformationElsewhere } from './migration/transformation-elsewhere.ts'
import { transformationWithSelectors } from './migration/transformation-with-selectors.ts'
import { migrationScheduleFields } from './migration-schedule/fields-outside-template.ts'
import { shadowsPolicy } from './namespaced-schedule-policy/shadows-policy.ts'
import { annotationNearMiss } from './object/annotation-near-miss.ts'
import { annotationOnWrongKind } from './object/annotation-on-wrong-kind.ts'
import { annotationUnknown } from './object/annotation-unknown.ts'
import { finalizersEmptied } from './object/finalizers-emptied.ts'
import { nameCharacters } from './object/name-characters.ts'
import { namespaceOnClusterKind } from './object/namespace-on-cluster-kind.ts'
import { objectReferenceMissing } from './object/reference-missing.ts'
import { objectReferenceNearMiss } from './object/reference-near-miss.ts'
import { objectReferenceElsewhere } from './object/reference-to-other-namespace.ts'
import { objectReferenceQualified } from './object/reference-with-namespace.ts'
import { replicasAnnotationMisspelt } from './object/replicas-annotation-misspelt.ts'
import { reservedAnnotation } from './object/reserved-annotation.ts'
import { statusInManifest } from './object/status-in-manifest.ts'
import { cloneAccessMode } from './persistent-volume-claim/clone-access-mode.ts'
import { cloneAnnotationTypo } from './persistent-volume-claim/clone-annotation-typo.ts'
import { cloneWithoutClass } from './persistent-volume-claim/clone-class.ts'
import { cloneClassUnusual } from './persistent-volume-claim/clone-class-unusual.ts'
import { cloneDataSource } from './persistent-volume-claim/clone-data-source.ts'
import { cloneDeprecatedSourceNamespace } from './persistent-volume-claim/clone-deprecated-source-namespace.ts'
import { cloneNamespaceNotAllowed } from './persistent-volume-claim/clone-namespace-not-allowed.ts'
import { cloneOfGroup } from './persistent-volume-claim/clone-of-group.ts'
import { cloneSelector } from './persistent-volume-claim/clone-selector.ts'
import { cloneSmaller } from './persistent-volume-claim/clone-smaller.ts'
import { cloneSourceMissing } from './persistent-volume-claim/clone-source-missing.ts'
import { cloneSourceNamespaceMissing } from './persistent-volume-claim/clone-source-namespace-missing.ts'
import { cloneSourceNearMiss } from './persistent-volume-claim/clone-source-near-miss.ts'
import { cloneSourceQualified } from './persistent-volume-claim/clone-source-qualified.ts'
import { csiRestoreOtherDriver } from './persistent-volume-claim/csi-restore-other-driver.ts'
import { csiRestoreSmaller } from './persistent-volume-claim/csi-restore-smaller.ts'
import { dataSourceGroup } from './persistent-volume-claim/data-source-group.ts'
import { legacyInlineClone } from './persistent-volume-claim/legacy-inline-clone.ts'
import { legacyInlineName } from './persistent-volume-claim/legacy-inline-name.ts'
import { coreGroup } from './resource-transformation/core-group.ts'
import { jsonpatch } from './resource-transformation/jsonpatch.ts'
import { keypairFormat } from './resource-transformation/keypair-format.ts'
import { keypairReplaces } from './resource-transformation/keypair-replaces.ts'
import { kindNotTransformed } from './resource-transformation/kind-not-transformed.ts'
import { pathIntoList } from './resource-transformation/path-into-list.ts'
import { resourceFormat } from './resource-transformation/resource-format.ts'
import { sliceAppendedAgain } from './resource-transformation/slice-appended-again.ts'
import { specInsteadOfSpecs } from './resource-transformation/spec-instead-of-specs.ts'
import { valueMissing } from './resource-transformation/value-missing.ts'
import { valueOfOtherType } from './resource-transformation/value-of-other-type.ts'
import { actionFieldsOnItem } from './rule/action-fields-on-item.ts'
import { actionTimeoutsWrong } from './rule/action-timeouts-wrong.ts'
import { backgroundHoldForCloud } from './rule/background-hold-for-cloud.ts'
import { backgroundInPostRule } from './rule/background-in-post-rule.ts'
import { backgroundWithContainer } from './rule/background-with-container.ts'
import { backgroundWithoutWait } from './rule/background-without-wait.ts'
import { backupStopInOtherSession } from './rule/backup-stop-in-other-session.ts'
import { bgsaveWithoutWait } from './rule/bgsave-without-wait.ts'
import { clientWithoutStatement } from './rule/client-without-statement.ts'
import { commandNotInImage } from './rule/command-not-in-image.ts'
import { containerInAction } from './rule/container-in-action.ts'
import { containerMissing } from './rule/container-missing.ts'
import { containerUnknown } from './rule/container-unknown.ts'
import { detachedCommand } from './rule/detached-command.ts'
import { elasticsearchFlush } from './rule/elasticsearch-flush.ts'
import { executorImageOverride } from './rule/executor-image.ts'
import { foregroundFreezeForCloud } from './rule/foreground-freeze-for-cloud.ts'
import { freezeInSinglePod } from './rule/freeze-in-single-pod.ts'
import { freezeNeverThawed } from './rule/freeze-never-thawed.ts'
import { freezeOfNfs } from './rule/freeze-of-nfs.ts'
import { freezeOfTmp } from './rule/freeze-of-tmp.ts'
import { freezeUnprivileged } from './rule/freeze-unprivileged.ts'
import { hangingCommand } from './rule/hanging-command.ts'
import { itemWithoutActions } from './rule/item-without-actions.ts'
import { kubectlInValue } from './rule/kubectl-in-value.ts'
import { lastItemContainer } from './rule/last-item-container.ts'
import { noShell } from './rule/no-shell.ts'
import { nodetoolDrain } from './rule/nodetool-drain.ts'
import { notRepeatable } from './rule/not-repeatable.ts'
import { oldExecutorImage } from './rule/old-executor-image.ts'
import { oneRuleForBoth } from './rule/one-rule-for-both.ts'
import { overlappingItems } from './rule/overlapping-items.ts'
import { passwordInValue } from './rule/password-in-value.ts'
import { podSelectorMatchExpressions } from './rule/pod-selector-match-expressions.ts'
import { podSelectorMatchLabels } from './rule/pod-selector-match-labels.ts'
import { podSelectorMissing } from './rule/pod-selector-missing.ts'
import { podSelectorsPlural } from './rule/pod-selectors-plural.ts'
import { preAndPostSwapped } from './rule/pre-and-post-swapped.ts'
import { readOnlyTmp } from './rule/read-only-tmp.ts'
import { referenceMissing } from './rule/reference-missing.ts'
import { referenceNearMiss } from './rule/reference-near-miss.ts'
import { referenceNotInFiles } from './rule/reference-not-in-files.ts'
import { referenceToOtherNamespace } from './rule/reference-to-other-namespace.ts'
import { referenceWithNamespace } from './rule/reference-with-namespace.ts'
import { rulesEmpty } from './rule/rules-empty.ts'
import { selectorLabelsOnWorkloadOnly } from './rule/selector-labels-on-workload-only.ts'
import { sessionLockInForeground } from './rule/session-lock-in-foreground.ts'
import { severalBackgroundActions } from './rule/several-background-actions.ts'
import { singlePodMismatch } from './rule/single-pod-mismatch.ts'
import { specInsteadOfRules } from './rule/spec-instead-of-rules.ts'
import { todoSelector } from './rule/todo-selector.ts'
import { typographicQuotes } from './rule/typographic-quotes.ts'
import { unexportedVariable } from './rule/unexported-variable.ts'
import { unlockInOtherSession } from './rule/unlock-in-other-session.ts'
import { valueEmpty } from './rule/value-empty.ts'
import { valueList } from './rule/value-list.ts'
import { valueUnclosedQuote } from './rule/value-unclosed-quote.ts'
import { waitAfterOr } from './rule/wait-after-or.ts'
import { waitBeforeLock } from './rule/wait-before-lock.ts'
import { waitBesideSession } from './rule/wait-beside-session.ts'
import { waitInForeground } from './rule/wait-in-foreground.ts'
import { waitOutsideSession } from './rule/wait-outside-session.ts'
import { waitUnbraced } from './rule/wait-unbraced.ts'
import { dateMissingInMonths } from './schedule-policy/date-missing-in-months.ts'
import { dateRange } from './schedule-policy/date-range.ts'
import { dayName } from './schedule-policy/day-name.ts'
import { policyEmpty } from './schedule-policy/empty.ts'
import { fullDayOnLocal } from './schedule-policy/full-day-on-local.ts'
import { fullDayUnknown } from './schedule-policy/full-day-unknown.ts'
import { intervalShort } from './schedule-policy/interval-short.ts'
import { intervalZero } from './schedule-policy/interval-zero.ts'
import { optionsUnknown } from './schedule-policy/options-unknown.ts'
import { retainNegative } from './schedule-policy/retain-negative.ts'
import { retainOverLimit } from './schedule-policy/retain-over-limit.ts'
import { retainZero } from './schedule-policy/retain-zero.ts'
import { sameSlot } from './schedule-policy/same-slot.ts'
import { specInsteadOfPolicy } from './schedule-policy/spec-instead-of-policy.ts'
import { timeFormat } from './schedule-policy/time-format.ts'
import { timeSettingUnreadable } from './schedule-policy/time-setting-unreadable.ts'
import { timeWhenClocksChange } from './schedule-policy/time-when-clocks-change.ts'
import { timeZoneIgnored } from './schedule-policy/time-zone-ignored.ts'
import { timeZoneUnknown } from './schedule-policy/time-zone-unknown.ts'
import { windowAtMidnight } from './schedule-policy/window-at-midnight.ts'
import { missingField } from './schema/missing-field.ts'
import { missingName } from './schema/missing-name.ts'
import { unknownApiVersion } from './schema/unknown-api-version.ts'
import { unknownField } from './schema/unknown-field.ts'
import { unknownKind } from './schema/unknown-kind.ts'
import { unknownValue } from './schema/unknown-value.ts'
import { wrongType } from './schema/wrong-type.ts'
import { cloneClassProvisioner } from './storage-class/clone-provisioner.ts'
import { snapInterval } from './storage-class/snap-interval.ts'
import { snapScheduleTime } from './storage-class/snap-schedule-time.ts'
import { snapshotScheduleParameter } from './storage-class/snapshot-schedule-parameter.ts'
import { groupClassNameEmpty } from './volume-group-snapshot/class-name-empty.ts'
import { groupOldVersion } from './volume-group-snapshot/old-version.ts'
import { groupSelectorEmpty } from './volume-group-snapshot/selector-empty.ts'
import { groupSourceChoice } from './volume-group-snapshot/source-choice.ts'
import { storkFields } from './volume-group-snapshot/stork-fields.ts'
import { secondDefaultGroupClass } from './volume-group-snapshot-class/second-default.ts'
import { specOnGroupClass } from './volume-group-snapshot-class/spec-on-class.ts'
import { groupContentSourceChoice } from './volume-group-snapshot-content/source-choice.ts'
import { bothRuleAnnotations } from './volume-snapshot/both-rule-annotations.ts'
import { boundByHand } from './volume-snapshot/bound-by-hand.ts'
import { claimMissing } from './volume-snapshot/claim-missing.ts'
import { claimNameNearMiss } from './volume-snapshot/claim-name-near-miss.ts'
import { claimNameQualified } from './volume-snapshot/claim-name-qualified.ts'
import { claimNotInFiles } from './volume-snapshot/claim-not-in-files.ts'
import { cloudOptionOnLocal } from './volume-snapshot/cloud-option-on-local.ts'
import { csiApiGroup } from './volume-snapshot/csi-api-group.ts'
import { csiFields } from './volume-snapshot/csi-fields.ts'
import { deleteLocalNotBoolean } from './volume-snapshot/delete-local-not-boolean.ts'
import { deprecatedRestoreNamespaces } from './volume-snapshot/deprecated-restore-namespaces.ts'
import { deprecatedRuleAnnotation } from './volume-snapshot/deprecated-rule-annotation.ts'
import { incrementalCountNotNumber } from './volume-snapshot/incremental-count-not-number.ts'
import { legacyCredentialId } from './volume-snapshot/legacy-credential-id.ts'
import { legacyGroupId } from './volume-snapshot/legacy-group-id.ts'
import { legacyPostSnapCommand } from './volume-snapshot/legacy-post-snap-command.ts'
import { legacyPreSnapCommand } from './volume-snapshot/legacy-pre-snap-command.ts'
import { legacyRunOnce } from './volume-snapshot/legacy-run-once.ts'
import { legacySnapshotType } from './volume-snapshot/legacy-snapshot-type.ts'
import { oldGroupSelector } from './volume-snapshot/old-group-selector.ts'
import { oneOfSeveralClaims } from './volume-snapshot/one-of-several-claims.ts'
import { optionsUnderSpec } from './volume-snapshot/options-under-spec.ts'
import { postRuleWithoutPre } from './volume-snapshot/post-rule-without-pre.ts'
import { restoreNamespacesAlternation as volumeSnapshotRestoreNamespacesAlternation } from './volume-snapshot/restore-namespaces-alternation.ts'
import { restoreNamespacesDot as volumeSnapshotRestoreNamespacesDot } from './volume-snapshot/restore-namespaces-dot.ts'
import { restoreNamespacesEverywhere as volumeSnapshotRestoreNamespacesEverywhere } from './volume-snapshot/restore-namespaces-everywhere.ts'
import { restoreNamespacesGlob as volumeSnapshotRestoreNamespacesGlob } from './volume-snapshot/restore-namespaces-glob.ts'
import { restoreNamespacesList } from './volume-snapshot/restore-namespaces-list.ts'
import { restoreNamespacesUnreadable as volumeSnapshotRestoreNamespacesUnreadable } from './volume-snapshot/restore-namespaces-unreadable.ts'
import { ruleNameEmpty } from './volume-snapshot/rule-name-empty.ts'
import { snapshotTypeUnknown } from './volume-snapshot/snapshot-type-unknown.ts'
import { volumeWithoutSnapshots } from './volume-snapshot/volume-without-snapshots.ts'
import { restoreBarePod } from './volume-snapshot-restore/bare-pod.ts'
import { restoreGroupFlag } from './volume-snapshot-restore/group-flag.ts'
import { restoreOtherNamespace } from './volume-snapshot-restore/other-namespace.ts'
import { restorePvcsSet } from './volume-snapshot-restore/pvcs-set.ts'
import { restoreSameSource } from './volume-snapshot-restore/same-source.ts'
import { restoreSchedulerName } from './volume-snapshot-restore/scheduler-name.ts'
import { scheduledClaimMissing } from './volume-snapshot-schedule/claim-missing.ts'
import { claimNameMissing } from './volume-snapshot-schedule/claim-name-missing.ts'
import { scheduledClaimNearMiss } from './volume-snapshot-schedule/claim-name-near-miss.ts'
import { groupOnlyPxsnap } from './volume-snapshot-schedule/group-only-pxsnap.ts'
import { groupSelectorUnreadable } from './volume-snapshot-schedule/group-selector-unreadable.ts'
import { metadataInTemplate } from './volume-snapshot-schedule/metadata-in-template.ts'
import { policyMissing } from './volume-snapshot-schedule/policy-missing.ts'
import { policyNameNearMiss } from './volume-snapshot-schedule/policy-name-near-miss.ts'
import { policyNotInFiles } from './volume-snapshot-schedule/policy-not-in-files.ts'
import { reclaimDefault } from './volume-snapshot-schedule/reclaim-default.ts'
import { reclaimUnknown } from './volume-snapshot-schedule/reclaim-unknown.ts'
import { scheduleRuleAnnotations } from './volume-snapshot-schedule/rule-annotations.ts'
import { scheduledRuleMissing } from './volume-snapshot-schedule/rule-missing.ts'
import { suspendText } from './volume-snapshot-schedule/suspend-text.ts'

export const checkCatalogue: readonly Check[] = [
  timeFormat,
  dayName,
  dateRange,
  dateMissingInMonths,
  intervalZero,
  intervalShort,
  policyEmpty,
  windowAtMidnight,
  retainNegative,
  retainZero,
  retainOverLimit,
  fullDayUnknown,
  fullDayOnLocal,
  optionsUnknown,
  sameSlot,
  specInsteadOfPolicy,
  timeZoneUnknown,
  timeZoneIgnored,
  timeWhenClocksChange,
  timeSettingUnreadable,
  shadowsPolicy,
  policyNameNearMiss,
  policyMissing,
  policyNotInFiles,
  claimNameMissing,
  scheduledClaimNearMiss,
  scheduledClaimMissing,
  scheduledRuleMissing,
  reclaimDefault,
  reclaimUnknown,
  suspendText,
  groupOnlyPxsnap,
  groupSelectorUnreadable,
  metadataInTemplate,
  scheduleRuleAnnotations,
  snapshotScheduleParameter,
  snapInterval,
  unknownKind,
  unknownApiVersion,
  missingName,
  unknownField,
  wrongType,
  missingField,
  unknownValue,
  annotationNearMiss,
  annotationOnWrongKind,
  annotationUnknown,
  reservedAnnotation,
  statusInManifest,
  legacyPreSnapCommand,
  bothRuleAnnotations,
  boundByHand,
  claimMissing,
  claimNameNearMiss,
  claimNameQualified,
  claimNotInFiles,
  cloudOptionOnLocal,
  csiApiGroup,
  csiFields,
  deleteLocalNotBoolean,
  deprecatedRestoreNamespaces,
  deprecatedRuleAnnotation,
  incrementalCountNotNumber,
  legacyCredentialId,
  legacyGroupId,
  legacyPostSnapCommand,
  legacyRunOnce,
  legacySnapshotType,
  oldGroupSelector,
  oneOfSeveralClaims,
  optionsUnderSpec,
  postRuleWithoutPre,
  volumeSnapshotRestoreNamespacesAlternation,
  volumeSnapshotRestoreNamespacesDot,
  volumeSnapshotRestoreNamespacesEverywhere,
  volumeSnapshotRestoreNamespacesGlob,
  restoreNamespacesList,
  volumeSnapshotRestoreNamespacesUnreadable,
  ruleNameEmpty,
  snapshotTypeUnknown,
  claimsLeftOut,
  credentialOnLocal,
  labelsOutsideMatchLabels,
  legacySnapCommand,
  matchExpressions,
  nameTooLong,
  oldRuleKeys,
  optionUnknown,
  optionsAsAnnotations,
  groupOptionsUnderSpec,
  groupVolumeSnapshotRestoreNamespacesAlternation,
  groupVolumeSnapshotRestoreNamespacesDot,
  groupVolumeSnapshotRestoreNamespacesEverywhere,
  groupVolumeSnapshotRestoreNamespacesGlob,
  restoreNamespacesSeparator,
  groupVolumeSnapshotRestoreNamespacesUnreadable,
  retriesNegative,
  retriesOnLocal,
  retriesUnquiesced,
  ruleAnnotations,
  selectorEmpty,
  selectorLabelsOnPodsOnly,
  selectorMatchesNothing,
  selectorNamespace,
  groupSnapshotTypeUnknown,
  actionFieldsOnItem,
  actionTimeoutsWrong,
  backgroundHoldForCloud,
  backgroundInPostRule,
  backgroundWithContainer,
  backgroundWithoutWait,
  backupStopInOtherSession,
  bgsaveWithoutWait,
  clientWithoutStatement,
  commandNotInImage,
  containerInAction,
  containerMissing,
  containerUnknown,
  detachedCommand,
  elasticsearchFlush,
  executorImageOverride,
  foregroundFreezeForCloud,
  freezeInSinglePod,
  freezeNeverThawed,
  freezeOfTmp,
  hangingCommand,
  itemWithoutActions,
  kubectlInValue,
  lastItemContainer,
  nodetoolDrain,
  notRepeatable,
  oldExecutorImage,
  oneRuleForBoth,
  overlappingItems,
  passwordInValue,
  podSelectorMatchExpressions,
  podSelectorMatchLabels,
  podSelectorMissing,
  podSelectorsPlural,
  preAndPostSwapped,
  referenceMissing,
  referenceNearMiss,
  referenceNotInFiles,
  referenceToOtherNamespace,
  referenceWithNamespace,
  rulesEmpty,
  selectorLabelsOnWorkloadOnly,
  sessionLockInForeground,
  severalBackgroundActions,
  singlePodMismatch,
  specInsteadOfRules,
  todoSelector,
  typographicQuotes,
  unexportedVariable,
  unlockInOtherSession,
  valueEmpty,
  valueList,
  valueUnclosedQuote,
  waitAfterOr,
  waitBeforeLock,
  waitBesideSession,
  waitInForeground,
  waitOutsideSession,
  waitUnbraced,
  cloneAccessMode,
  cloneAnnotationTypo,
  cloneClassUnusual,
  cloneWithoutClass,
  cloneDataSource,
  cloneDeprecatedSourceNamespace,
  cloneNamespaceNotAllowed,
  cloneOfGroup,
  cloneSelector,
  cloneSmaller,
  cloneSourceMissing,
  cloneSourceNamespaceMissing,
  cloneSourceNearMiss,
  cloneSourceQualified,
  legacyInlineClone,
  legacyInlineName,
  cloneClassProvisioner,
  snapScheduleTime,
  configFiles,
  configLists,
  contextMissing,
  contextUnknown,
  localServer,
  loginProgram,
  modeUnknown,
  noToken,
  optionsMisplaced,
  placeholderOptions,
  portOfOtherService,
  clusterPairSecret,
  migrationBackgroundRule,
  excludeTypePlural,
  excludeTypeWithGroup,
  migrationForeignNamespace,
  namespaceMapping,
  namespacePattern,
  noNamespaces,
  nothingIncluded,
  optionalTypeUnknown,
  rulesWithoutVolumes,
  selectorsMissClaims,
  severalTransformations,
  transformationElsewhere,
  transformationWithSelectors,
  migrationScheduleFields,
  backupScheduleFields,
  coreGroup,
  jsonpatch,
  keypairFormat,
  keypairReplaces,
  kindNotTransformed,
  pathIntoList,
  resourceFormat,
  sliceAppendedAgain,
  specInsteadOfSpecs,
  valueMissing,
  valueOfOtherType,
  oldEncryptionKey,
  pathWithScheme,
  backupLocationSecret,
  settingsOfOtherType,
  specInsteadOfLocation,
  backupForeignNamespace,
  namespaceSelectorForm,
  namespacesOverridden,
  rulesOfVirtualMachines,
  typesOfVirtualMachines,
  mappingNotInBackup,
  otherLocation,
  replacePolicyUnknown,
  outsideAdminNamespace,
  sameNamespace,
  csiClassNameEmpty,
  classOfOtherDriver,
  oldFields,
  csiOldVersion,
  csiSourceChoice,
  secondDefaultClass,
  specOnSnapshotClass,
  snapshotIncomplete,
  contentSourceChoice,
  groupClassNameEmpty,
  groupOldVersion,
  groupSelectorEmpty,
  groupSourceChoice,
  storkFields,
  secondDefaultGroupClass,
  specOnGroupClass,
  groupContentSourceChoice,
  csiRestoreOtherDriver,
  csiRestoreSmaller,
  dataSourceGroup,
  finalizersEmptied,
  nameCharacters,
  namespaceOnClusterKind,
  objectReferenceMissing,
  objectReferenceNearMiss,
  objectReferenceElsewhere,
  objectReferenceQualified,
  replicasAnnotationMisspelt,
  restorePvcsSet,
  restoreGroupFlag,
  restoreOtherNamespace,
  restoreBarePod,
  restoreSchedulerName,
  restoreSameSource,
  freezeOfNfs,
  freezeUnprivileged,
  noShell,
  readOnlyTmp,
  volumeWithoutSnapshots,
  groupVolumeWithoutSnapshots,
]
