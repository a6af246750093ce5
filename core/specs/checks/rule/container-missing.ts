/** An item without a container for pods with several. The command is refused in each of them. */

import { certainMatches } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { itemsOf } from '../../rule-actions.ts'

export const containerMissing = check(rule, {
  code: 'rule/container-missing',
  severity: 'error',
  help: 'Name the container that has the client, beside `podSelector`.',
  find: (_, { raw, facts }) =>
    itemsOf(raw).flatMap(({ path, item }) => {
      if (item.container !== undefined || (item.actions ?? []).length === 0) return []
      const pods = certainMatches(facts, namespaceOf(raw), item.podSelector ?? {}).find(
        ({ containers }) => containers.length > 1,
      )
      if (pods === undefined) return []
      const names = pods.containers.map(({ name }) => `\`${name}\``).join(', ')
      const message = `Pods of ${pods.kind} \`${pods.name}\` have several containers (${names}), and this item names none: the command is refused.`
      return [at([...path, 'podSelector'], message)]
    }),
})
