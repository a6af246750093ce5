/** A migration of no namespace. STORK says so in an event every ten seconds, and the status stays empty. */

import { at, check } from '../../check.ts'
import { isMap } from '../../json.ts'
import { bodyPath, migrationBody, migrationKinds } from '../../migration-body.ts'

export const noNamespaces = check(migrationKinds, {
  code: 'migration/no-namespaces',
  severity: 'error',
  help: 'Name namespaces under `namespaces`, or choose them by label with `namespaceSelectors`.',
  find: (_, { raw }) => {
    const body = migrationBody(raw)
    if (body === undefined || !isEmpty(body.namespaces) || !isEmpty(body.namespaceSelectors)) return []
    const path = Array.isArray(body.namespaces) ? [...bodyPath(raw), 'namespaces'] : bodyPath(raw)
    return [at(path, 'No namespace is named or chosen, so there is nothing to migrate.')]
  },
})

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return isMap(value) && Object.keys(value).length === 0
}
