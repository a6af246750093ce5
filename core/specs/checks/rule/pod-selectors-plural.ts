/** The selector under a name that is not its own. It is ignored, which leaves an item for every pod of the namespace. */

import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'

/** What people write for `podSelector`. */
export const otherSpellings: readonly string[] = [
  'podSelectors',
  'podselector',
  'podLabels',
  'labelSelector',
  'selector',
]

export const podSelectorsPlural = check(rule, {
  code: 'rule/pod-selectors-plural',
  severity: 'error',
  help: 'The key is `podSelector`, and under it stand labels with their values.',
  find: (_, { raw }) =>
    itemsOf(raw).flatMap(({ path }) => {
      const item = valueAt(raw, path)
      if (!isMap(item)) return []
      const found = otherSpellings.filter(key => Object.hasOwn(item, key))
      const fixable = found.length === 1 && !Object.hasOwn(item, 'podSelector')
      return found.map(key => {
        const message = `\`${key}\` is ignored, so this item chooses no pods; the key is \`podSelector\`.`
        const fix = fixPlan('Rename to podSelector', renameKey([...path, key], 'podSelector'))
        return atKey([...path, key], message, fixable ? fix : undefined)
      })
    }),
})
