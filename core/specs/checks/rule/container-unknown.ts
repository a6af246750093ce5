/** A container that the chosen pods do not have. */

import { certainMatches } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { nearest } from '../../nearest.ts'
import { itemsOf } from '../../rule-actions.ts'

export const containerUnknown = check(rule, {
  code: 'rule/container-unknown',
  severity: 'error',
  help: 'Name a container of the pods that the item chooses.',
  find: (_, { raw, facts }) =>
    itemsOf(raw).flatMap(({ path, item }) => {
      const { container } = item
      if (container === undefined || container === '') return []
      const pods = certainMatches(facts, namespaceOf(raw), item.podSelector ?? {})
      const lacking = pods.find(({ containers }) => !containers.some(({ name }) => name === container))
      if (lacking === undefined) return []
      const names = lacking.containers.map(({ name }) => name)
      const only = names.length === 1 ? names[0] : undefined
      const meant = pods.length === 1 ? (nearest(container, names) ?? only) : undefined
      const here = [...path, 'container']
      const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue(here, meant))
      const has = names.map(name => `\`${name}\``).join(', ')
      return [
        at(
          here,
          `Pods of ${lacking.kind} \`${lacking.name}\` have no container \`${container}\`; they have ${has}.`,
          fix,
        ),
      ]
    }),
})
