/** Rules named in annotations of a group, as single snapshots name them. A group names them in its spec. */

import { oldPostSnapshotRule, oldPreSnapshotRule, postSnapshotRule, preSnapshotRule } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const places: readonly (readonly [string, string])[] = [
  [preSnapshotRule.key, 'preExecRule'],
  [oldPreSnapshotRule.key, 'preExecRule'],
  [postSnapshotRule.key, 'postExecRule'],
  [oldPostSnapshotRule.key, 'postExecRule'],
]

export const ruleAnnotations = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/rule-annotations',
  severity: 'error',
  help: 'Name the rules in `spec.preExecRule` and `spec.postExecRule`.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const present = places.filter(([key]) => Object.hasOwn(annotations, key))
    return present.map(([key, field], index) => {
      const path = ['metadata', 'annotations', key]
      const rival = present.slice(0, index).some(([, other]) => other === field)
      const free = entry(raw.spec, field) === undefined && !rival
      const fix = free ? fixPlan(`Move it to spec.${field}`, move(path, ['spec', field])) : undefined
      return atKey(path, `\`${key}\` is not read on a group, so the rule does not run.`, fix)
    })
  },
})
