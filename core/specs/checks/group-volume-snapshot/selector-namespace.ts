/** A namespace inside the selector. A group takes claims of its own namespace only. */

import { atKey, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, move, remove } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

export const selectorNamespace = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/selector-namespace',
  severity: 'error',
  help: 'Create one group in each namespace.',
  find: (_, { raw }) => {
    const selector = entry(raw.spec, 'pvcSelector')
    if (!isMap(selector)) return []
    return ['namespace', 'namespaces', 'namespaceSelector']
      .filter(key => Object.hasOwn(selector, key))
      .map(key => {
        const path = ['spec', 'pvcSelector', key]
        const named = textOf(selector[key])
        const own = namespaceOf(raw)
        const fix =
          named === undefined
            ? undefined
            : named === own
              ? fixPlan('Remove it', remove(path))
              : own === undefined
                ? fixPlan('Move it to the metadata', move(path, 'metadata.namespace'))
                : undefined
        return atKey(path, `\`${key}\` is ignored: a group takes claims of its own namespace only.`, fix)
      })
  },
})
