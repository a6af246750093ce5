/** `container` written beside `value`. It belongs to the item; in an action it is ignored. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move, remove } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { actionsOf } from '../../rule-actions.ts'

export const containerInAction = check(rule, {
  code: 'rule/container-in-action',
  severity: 'error',
  help: 'Write `container` beside `podSelector`. Commands for two containers need two items.',
  find: (_, { raw }) => {
    const actions = actionsOf(raw)
    return actions.flatMap(({ path, itemPath, item }) => {
      const container = entry(valueAt(raw, path), 'container')
      if (container === undefined) return []
      const siblings = actions.filter(other => other.itemPath === itemPath && other.path !== path)
      const agree = siblings.every(other => entry(valueAt(raw, other.path), 'container') === container)
      const here = [...path, 'container']
      const fix =
        item.container === container
          ? fixPlan('Remove it; the item says so already', remove(here))
          : agree && item.container === undefined
            ? fixPlan('Move it to the item', move(here, [...itemPath, 'container']))
            : undefined
      return [atKey(here, '`container` belongs to the item, not to an action: here nothing reads it.', fix)]
    })
  },
})
