/** A selector with expressions. STORK chooses claims by equal labels only and refuses the group. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove, setValue } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { equalityLabels } from '../../selector-expressions.ts'

export const matchExpressions = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/match-expressions',
  severity: 'error',
  help: 'Give the claims a label in common and name it under `matchLabels`.',
  find: (_, { raw }) => {
    const expressions = entry(entry(raw.spec, 'pvcSelector'), 'matchExpressions')
    if (!Array.isArray(expressions) || expressions.length === 0) return []
    const labels = equalityLabels(expressions)
    const path = ['spec', 'pvcSelector', 'matchExpressions']
    const taken = entry(entry(raw.spec, 'pvcSelector'), 'matchLabels')
    const clash = labels && Object.keys(labels).some(key => entry(taken, key) !== undefined)
    const fix =
      labels === undefined || clash
        ? undefined
        : fixPlan(
            'Write them as labels',
            ...Object.entries(labels).map(([key, value]) =>
              setValue(['spec', 'pvcSelector', 'matchLabels', key], value),
            ),
            remove(path),
          )
    return [
      atKey(path, 'Groups choose claims by equal labels only: with `matchExpressions` the group is refused.', fix),
    ]
  },
})
