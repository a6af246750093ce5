/** A rule named by the key of 2018. It still works; the newer key also has a bad post rule found before the snapshot. */

import { oldPostSnapshotRule, oldPreSnapshotRule } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const deprecatedRuleAnnotation = check(volumeSnapshot, {
  code: 'volume-snapshot/deprecated-rule-annotation',
  severity: 'information',
  help: 'Use the newer key; every STORK since 2.0 reads it.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    return [oldPreSnapshotRule, oldPostSnapshotRule].flatMap(({ key, replacement = '' }) => {
      if (!Object.hasOwn(annotations, key) || Object.hasOwn(annotations, replacement)) return []
      const path = ['metadata', 'annotations', key]
      const fix = fixPlan(`Rename to ${replacement}`, renameKey(path, replacement))
      return [atKey(path, `\`${key}\` is the old spelling of \`${replacement}\`.`, fix)]
    })
  },
})
