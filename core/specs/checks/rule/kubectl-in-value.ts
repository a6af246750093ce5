/** A command for the machine of an operator. Rule commands already run inside the container. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

const outside = ['kubectl', 'oc', 'docker', 'crictl', 'pxctl', 'storkctl']

export const kubectlInValue = check(rule, {
  code: 'rule/kubectl-in-value',
  severity: 'warning',
  help: 'Write only the command that is to run in the pod; `podSelector` and `container` say where.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const call = study.calls.find(({ program }) => outside.includes(program))
      if (call === undefined) return []
      const message = `The command runs inside the application container, where \`${call.program}\` is hardly ever installed.`
      return [at([...path, 'value'], message)]
    }),
})
