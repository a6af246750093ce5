/** A pre rule with a background action. In a migration STORK releases the hold before the copy is known to be made. */

import { at, check } from '../../check.ts'
import { textOf } from '../../json.ts'
import { bodyPath, migrationBody, migrationKinds } from '../../migration-body.ts'
import { actionsOf } from '../../rule-actions.ts'
import { ruleAt } from '../../rule-users.ts'

export const migrationBackgroundRule = check(migrationKinds, {
  code: 'migration/background-rule',
  severity: 'information',
  help: 'Freeze in the foreground and thaw in the post rule, which runs as soon as the copy has begun.',
  executors: ['stork'],
  find: (_, { raw, facts }) => {
    const name = textOf(migrationBody(raw)?.preExecRule) ?? ''
    const rule = ruleAt(facts, raw, name)
    if (rule === undefined || !actionsOf(rule).some(({ background }) => background)) return []
    const message = `\`${name}\` holds in the background, and a migration lets go before the volumes are known to be copied.`
    return [at([...bodyPath(raw), 'preExecRule'], message)]
  },
})
