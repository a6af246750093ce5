/** `nodetool drain` instead of a flush. The node stops taking writes, and only a restart brings it back. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { usesOf } from '../../rule-command.ts'

export const nodetoolDrain = check(rule, {
  code: 'rule/nodetool-drain',
  severity: 'error',
  help: 'Use `nodetool flush`: it writes the memtables out and the node goes on serving.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, study }) => {
      if (!usesOf(study, 'stop').some(({ use }) => use.command.id === 'cassandra/drain')) return []
      const here = [...path, 'value']
      const message = 'After `nodetool drain` the node takes no writes until it is restarted.'
      const flush = value.replace(/\bdrain\b/g, 'flush')
      return [at(here, message, fixPlan('Use nodetool flush', setValue(here, flush)))]
    }),
})
