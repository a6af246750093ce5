/** A freeze of a file system from a container that may not. The kernel asks for the capability SYS_ADMIN. */

import { at, check } from '../../check.ts'
import { chosenContainers } from '../../chosen-containers.ts'
import { securityOf } from '../../container-security.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'

export const freezeUnprivileged = check(rule, {
  code: 'rule/freeze-unprivileged',
  severity: 'warning',
  help: 'Freeze the application instead, or give the container the capability SYS_ADMIN.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(action => {
      if (!locksOf(action.study).some(({ use }) => use.command.id === 'filesystem/freeze')) return []
      const refused = chosenContainers(facts, raw, action).find(({ pods, container }) => {
        const security = securityOf(pods, container.name)
        return (
          security !== undefined &&
          !security.privileged &&
          !security.capabilities.some(each => each === 'SYS_ADMIN' || each === 'ALL')
        )
      })
      if (refused === undefined) return []
      const message = `The container \`${refused.container.name}\` may not freeze file systems: it is not privileged and lacks SYS_ADMIN.`
      return [at([...action.path, 'value'], message)]
    }),
})
