/** A foreground action that sends its command to the background. The rule goes on without knowing how it ended. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

export const detachedCommand = check(rule, {
  code: 'rule/detached-command',
  severity: 'warning',
  help: 'Leave out `&`. To hold a lock during the snapshot, use `background: true` with a wait.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, background, study }) => {
      if (background || study.calls.some(({ program }) => program === 'wait')) return []
      const detached = study.calls.find(call => call.detached && call.program !== '')
      if (detached === undefined) return []
      const message = `The shell does not wait for \`${detached.program}\`, so the snapshot is taken whether it has worked or not.`
      return [at([...path, 'value'], message)]
    }),
})
