/** An item that chooses pods and then does nothing with them. */

import { at, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'
import { actionKeys } from './action-fields-on-item.ts'

export const itemWithoutActions = check(rule, {
  code: 'rule/item-without-actions',
  severity: 'warning',
  help: 'Add a command under `actions`, or remove the item.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const item = valueAt(raw, path)
      const actions = entry(item, 'actions')
      const none = actions === undefined || actions === null || (Array.isArray(actions) && actions.length === 0)
      const misplaced = isMap(item) && actionKeys.some(key => Object.hasOwn(item, key))
      return none && !misplaced
        ? [at(path, 'This item has no actions: its pods are found and nothing runs in them.')]
        : []
    }),
})
