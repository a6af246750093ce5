/** A freeze of a file system that cannot be frozen, because it is a share of another machine or lives in memory. */

import { at, check } from '../../check.ts'
import { chosenContainers } from '../../chosen-containers.ts'
import { securityOf } from '../../container-security.ts'
import { isMap } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'

export const freezeOfNfs = check(rule, {
  code: 'rule/freeze-of-nfs',
  severity: 'error',
  help: 'Freeze the mount point of the claim that is snapshotted.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(action => {
      const places = locksOf(action.study)
        .filter(({ use }) => use.command.id === 'filesystem/freeze')
        .flatMap(({ call }) => call.arguments.map(({ text }) => text.replace(/(.)\/+$/, '$1')))
      if (places.length === 0) return []
      const found = chosenContainers(facts, raw, action)
        .flatMap(({ pods, container }) => securityOf(pods, container.name)?.mounts ?? [])
        .find(({ path, volume }) => places.includes(path) && volume !== undefined && isMap(volume.nfs))
      if (found === undefined) return []
      return [at([...action.path, 'value'], `\`${found.path}\` is an NFS share, which cannot be frozen from here.`)]
    }),
})
