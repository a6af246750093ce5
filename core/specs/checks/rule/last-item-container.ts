/** A hold that cannot be released: STORK looks for its processes in the container of the last item it ran. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf, itemsOf } from '../../rule-actions.ts'

export const lastItemContainer = check(rule, {
  code: 'rule/last-item-container',
  severity: 'error',
  executors: ['stork'],
  help: 'Put the item with the background action last, or name the same container in all items.',
  find: (_, { raw }) => {
    const last = itemsOf(raw).at(-1)
    if (last === undefined) return []
    return actionsOf(raw).flatMap(({ path, item, background }) => {
      if (!background || item.container === last.item.container) return []
      const where = last.item.container === undefined ? 'no container' : `the container \`${last.item.container}\``
      const message = `STORK releases this hold in the container of the last item, which names ${where}: the application stays frozen.`
      return [at([...path, 'background'], message)]
    })
  },
})
