/** A freeze of the file system on which the wait itself keeps its files. It can be reached, and never released. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'

export const freezeOfTmp = check(rule, {
  code: 'rule/freeze-of-tmp',
  severity: 'error',
  help: 'Freeze the mount point of the claim, for example `/var/lib/mysql`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      if (!study.waits) return []
      const frozen = locksOf(study)
        .filter(({ use }) => use.command.id === 'filesystem/freeze')
        .flatMap(({ call }) => call.arguments.filter(({ text }) => /^\/(?:tmp\/?)?$/.test(text)))
      const [place] = frozen
      if (place === undefined) return []
      const message = `The wait keeps its files in \`/tmp\`, and \`${place.text}\` is frozen with it: the release can never be written.`
      return [at([...path, 'value'], message)]
    }),
})
