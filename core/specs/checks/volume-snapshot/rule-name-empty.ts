/** A rule annotation without a name. No rule runs, and an older key that names one is not read either. */

import { postSnapshotRule, preSnapshotRule } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const ruleNameEmpty = check(volumeSnapshot, {
  code: 'volume-snapshot/rule-name-empty',
  severity: 'warning',
  help: 'Name a Rule of the same namespace, or remove the annotation.',
  find: (_, { raw }) =>
    [preSnapshotRule, postSnapshotRule]
      .filter(({ key }) => annotationsOf(raw)[key]?.trim() === '')
      .map(({ key }) => {
        const path = ['metadata', 'annotations', key]
        return at(path, 'No Rule is named here, so none runs.', fixPlan('Remove the annotation', remove(path)))
      }),
})
