/**
 * A background action for a named container. STORK does not hand the name to the pod that starts the command, so in a
 * pod with several containers it cannot start, while the release goes to the named one.
 */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { templatesMatching } from '../../workloads.ts'

export const backgroundWithContainer = check(rule, {
  code: 'rule/background-with-container',
  severity: 'warning',
  executors: ['stork'],
  help: 'Use pods with a single container, or a command that runs in the foreground.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(({ path, item, background }) => {
      if (!background || item.container === undefined) return []
      const pods = templatesMatching(facts, namespaceOf(raw), item.podSelector ?? {})
      if (pods.length > 0 && pods.every(({ containers }) => containers.length === 1)) return []
      const message = `STORK forgets the container \`${item.container}\` when it starts background actions: in pods with several containers this fails.`
      return [at([...path, 'background'], message)]
    }),
})
