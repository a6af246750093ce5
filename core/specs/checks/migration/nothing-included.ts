/** A migration without volumes and without objects. Claims and volumes arrive all the same, with no data behind them. */

import { at, check } from '../../check.ts'
import { bodyPath, migrationBody, migrationKinds } from '../../migration-body.ts'

export const nothingIncluded = check(migrationKinds, {
  code: 'migration/nothing-included',
  severity: 'warning',
  help: 'Include volumes, objects or both.',
  executors: ['stork'],
  find: (_, { raw }) => {
    const body = migrationBody(raw)
    if (body?.includeVolumes !== false || body.includeResources !== false) return []
    const message =
      'With neither volumes nor objects, STORK still creates the claims and volumes there, without data behind them.'
    return [at([...bodyPath(raw), 'includeVolumes'], message)]
  },
})
