/** Labels directly under `pvcSelector`. They are ignored, and the group has no selector. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const ownKeys = ['matchLabels', 'matchExpressions', 'namespace', 'namespaces', 'namespaceSelector']

export const labelsOutsideMatchLabels = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/labels-outside-match-labels',
  severity: 'error',
  help: 'Put the labels under `matchLabels`.',
  find: (_, { raw }) => {
    const selector = entry(raw.spec, 'pvcSelector')
    if (!isMap(selector)) return []
    const taken = entry(selector, 'matchLabels')
    return Object.keys(selector)
      .filter(key => !ownKeys.includes(key) && textOf(selector[key]) !== undefined)
      .map(key => {
        const path = ['spec', 'pvcSelector', key]
        const free = entry(taken, key) === undefined
        const fix = free
          ? fixPlan('Move it to matchLabels', move(path, ['spec', 'pvcSelector', 'matchLabels', key]))
          : undefined
        return atKey(path, `The label \`${key}\` is ignored here: labels stand under \`matchLabels\`.`, fix)
      })
  },
})
