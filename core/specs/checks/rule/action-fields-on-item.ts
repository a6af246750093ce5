/** The fields of an action written one level too high, beside `podSelector`, where nothing reads them. */

import { atKey, check } from '../../check.ts'
import { type Change, fixPlan, move } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { type Path, valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'

/** Fields that belong to an action. */
export const actionKeys: readonly string[] = ['type', 'value', 'background', 'runInSinglePod']

export const actionFieldsOnItem = check(rule, {
  code: 'rule/action-fields-on-item',
  severity: 'error',
  help: 'Indent them as an entry of the list `actions` of this item.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const item = valueAt(raw, path)
      if (!isMap(item)) return []
      const misplaced = actionKeys.filter(key => Object.hasOwn(item, key))
      return misplaced.map(key => {
        const message = `\`${key}\` belongs to an action, not to the item: here nothing reads it.`
        return atKey([...path, key], message, fixOf(path, entry(item, 'actions'), misplaced))
      })
    }),
})

/** One action is made of all misplaced fields; with actions already there, only the author knows which one is meant. */
function fixOf(item: Path, actions: unknown, misplaced: readonly string[]) {
  if (actions !== undefined) return undefined
  const changes: readonly Change[] = misplaced.map(key => move([...item, key], [...item, 'actions', 0, key]))
  return fixPlan('Move them into an action', ...changes)
}
