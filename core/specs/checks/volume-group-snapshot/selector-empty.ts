/** A CSI group whose selector says nothing. It chooses every claim of the namespace, those of other drivers included. */

import { at, check } from '../../check.ts'
import { isMap } from '../../json.ts'
import { volumeGroupSnapshot } from '../../kinds/volume-group-snapshot.ts'
import { valueAt } from '../../path.ts'

export const groupSelectorEmpty = check(volumeGroupSnapshot, {
  code: 'volume-group-snapshot/selector-empty',
  severity: 'warning',
  help: 'Name at least one label that the claims of the application carry, under `matchLabels`.',
  find: (_, { raw }) => {
    const selector = valueAt(raw, ['spec', 'source', 'selector'])
    if (!isMap(selector)) return []
    const parts = Object.values(selector).filter(part => part !== null && Object.keys(Object(part)).length > 0)
    return parts.length > 0
      ? []
      : [at('spec.source.selector', 'A selector without labels chooses every claim of the namespace.')]
  },
})
