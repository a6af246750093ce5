/** Rules in a migration without volumes. The pre rule runs, its holds are never released, and the post rule never runs. */

import { at, check } from '../../check.ts'
import { textOf } from '../../json.ts'
import { bodyPath, migrationBody, migrationKinds } from '../../migration-body.ts'

export const rulesWithoutVolumes = check(migrationKinds, {
  code: 'migration/rules-without-volumes',
  severity: 'error',
  help: 'Remove the rules. Without volumes there is nothing to freeze for.',
  executors: ['stork'],
  find: (_, { raw }) => {
    const body = migrationBody(raw)
    if (body?.includeVolumes !== false) return []
    const messages = {
      preExecRule:
        'Without volumes the post rule never runs and holds are never released: what this rule freezes stays frozen.',
      postExecRule: 'Without volumes this rule never runs.',
    }
    return (['preExecRule', 'postExecRule'] as const)
      .filter(key => (textOf(body[key]) ?? '') !== '')
      .map(key => at([...bodyPath(raw), key], messages[key]))
  },
})
