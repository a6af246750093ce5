/** Two items that choose the same pods. STORK then runs the actions of each twice in such a pod, at the same time. */

import { matchesLabels } from '../../../base/index.ts'
import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { dotted } from '../../path.ts'
import { itemsOf } from '../../rule-actions.ts'

export const overlappingItems = check(rule, {
  code: 'rule/overlapping-items',
  severity: 'error',
  executors: ['stork'],
  help: 'Put the actions for one set of pods into one item, in the order in which they are to run.',
  find: (_, { raw }) => {
    const items = itemsOf(raw).filter(({ item }) => Object.keys(item.podSelector ?? {}).length > 0)
    return items.flatMap(({ path, item }, index) => {
      const labels = item.podSelector ?? {}
      const earlier = items
        .slice(0, index)
        .find(other => covers(other.item.podSelector ?? {}, labels) || covers(labels, other.item.podSelector ?? {}))
      if (earlier === undefined) return []
      const message = `This item chooses pods that \`${dotted(earlier.path)}\` chooses too: STORK runs the commands of both twice in each of them.`
      return [at([...path, 'podSelector'], message)]
    })
  },
})

type Labels = Readonly<Record<string, string | undefined>>

/** Whether every pod with the second labels has the first ones. */
function covers(wide: Labels, narrow: Labels): boolean {
  return matchesLabels(texts(wide), texts(narrow))
}

function texts(labels: Labels): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
