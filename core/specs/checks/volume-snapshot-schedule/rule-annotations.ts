/** Rules named by annotation. The schedule overwrites those annotations on its snapshots with what its spec says. */

import { postSnapshotRule, preSnapshotRule } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const scheduleRuleAnnotations = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/rule-annotations',
  severity: 'error',
  help: 'Write `preExecRule` and `postExecRule` in the spec.',
  find: ({ spec }, { raw }) =>
    [
      { key: preSnapshotRule.key, field: 'preExecRule', there: spec?.preExecRule },
      { key: postSnapshotRule.key, field: 'postExecRule', there: spec?.postExecRule },
    ].flatMap(({ key, field, there }) => {
      if (annotationsOf(raw)[key] === undefined) return []
      const path = ['metadata', 'annotations', key]
      const fix = there === undefined ? fixPlan(`Make it \`${field}\``, move(path, ['spec', field])) : undefined
      return [
        atKey(
          path,
          `Every snapshot gets the rule that \`spec.${field}\` names, or none; this annotation is lost.`,
          fix,
        ),
      ]
    }),
})
