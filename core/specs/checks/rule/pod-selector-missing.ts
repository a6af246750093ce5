/**
 * An item that names no pods. STORK reads that as every running pod of the namespace, so the command of one database
 * also runs in its neighbours. Our own executor means the pods that use the claims of the snapshot.
 */

import { at, check } from '../../check.ts'
import { isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'
import { otherSpellings } from './pod-selectors-plural.ts'

export const podSelectorMissing = check(rule, {
  code: 'rule/pod-selector-missing',
  severity: 'error',
  executors: ['stork'],
  help: 'Write the labels of the application pods under `podSelector`.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const item = valueAt(raw, path)
      if (!isMap(item) || otherSpellings.some(key => Object.hasOwn(item, key))) return []
      const selector = item.podSelector
      const empty =
        selector === undefined || selector === null || (isMap(selector) && Object.keys(selector).length === 0)
      if (!empty) return []
      const message = 'This item chooses no pods, so STORK runs its commands in every running pod of the namespace.'
      return [at(selector === undefined ? path : [...path, 'podSelector'], message)]
    }),
})
