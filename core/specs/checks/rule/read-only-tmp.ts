/** A background action in a container that cannot write to `/tmp`, where the wait keeps its files. */

import { at, check } from '../../check.ts'
import { chosenContainers } from '../../chosen-containers.ts'
import { securityOf } from '../../container-security.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

export const readOnlyTmp = check(rule, {
  code: 'rule/read-only-tmp',
  severity: 'error',
  help: 'Mount an `emptyDir` at `/tmp` in that container.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(action => {
      if (!action.background) return []
      const stuck = chosenContainers(facts, raw, action).find(({ pods, container }) => {
        const security = securityOf(pods, container.name)
        return security?.readOnlyRoot === true && !security.mounts.some(({ path }) => path === '/tmp')
      })
      if (stuck === undefined) return []
      const message = `The file system of \`${stuck.container.name}\` is read-only, and the wait keeps its files in \`/tmp\`.`
      return [at([...action.path, 'background'], message)]
    }),
})
