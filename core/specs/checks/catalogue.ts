/** Every check, one import per file, in the order in which their findings are shown. */

import type { Check } from '../check.ts'
import { actionFieldsOnItem } from './rule/action-fields-on-item.ts'
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
import { freezeInSinglePod } from './rule/freeze-in-single-pod.ts'
import { freezeNeverThawed } from './rule/freeze-never-thawed.ts'
import { freezeOfTmp } from './rule/freeze-of-tmp.ts'
import { hangingCommand } from './rule/hanging-command.ts'
import { itemWithoutActions } from './rule/item-without-actions.ts'
import { kubectlInValue } from './rule/kubectl-in-value.ts'
import { lastItemContainer } from './rule/last-item-container.ts'
import { nodetoolDrain } from './rule/nodetool-drain.ts'
import { notRepeatable } from './rule/not-repeatable.ts'
import { oldExecutorImage } from './rule/old-executor-image.ts'
import { overlappingItems } from './rule/overlapping-items.ts'
import { passwordInValue } from './rule/password-in-value.ts'
import { podSelectorMatchExpressions } from './rule/pod-selector-match-expressions.ts'
import { podSelectorMatchLabels } from './rule/pod-selector-match-labels.ts'
import { podSelectorMissing } from './rule/pod-selector-missing.ts'
import { podSelectorsPlural } from './rule/pod-selectors-plural.ts'
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
import { missingField } from './schema/missing-field.ts'
import { unknownField } from './schema/unknown-field.ts'
import { unknownValue } from './schema/unknown-value.ts'
import { wrongType } from './schema/wrong-type.ts'

export const checkCatalogue: readonly Check[] = [
  unknownField,
  wrongType,
  missingField,
  unknownValue,
  actionFieldsOnItem,
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
  overlappingItems,
  passwordInValue,
  podSelectorMatchExpressions,
  podSelectorMatchLabels,
  podSelectorMissing,
  podSelectorsPlural,
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
]
