/** A rule annotation without a name. No rule runs, and an older key that names one is not read either. */

import { oldPostSnapshotRule, oldPreSnapshotRule, postSnapshotRule, preSnapshotRule } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const ruleNameEmpty = check(volumeSnapshot, {
  code: 'volume-snapshot/rule-name-empty',
  severity: 'warning',
  help: 'Name a Rule of the same namespace, or remove the annotation.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    return [
      { key: preSnapshotRule.key, old: oldPreSnapshotRule.key },
      { key: postSnapshotRule.key, old: oldPostSnapshotRule.key },
    ]
      .filter(({ key }) => annotations[key]?.trim() === '')
      .map(({ key, old }) => {
        const path = ['metadata', 'annotations', key]
        // Without this key the old one would count again, and only the author knows whether it should.
        const fix = Object.hasOwn(annotations, old) ? undefined : fixPlan('Remove the annotation', remove(path))
        return at(path, 'No Rule is named here, so none runs.', fix)
      })
  },
})
