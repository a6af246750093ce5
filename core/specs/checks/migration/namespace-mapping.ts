/** A mapping of namespaces, which only an ApplicationRestore has. A migrated namespace keeps its name. */

import { atKey, check } from '../../check.ts'
import { bodyPath, migrationBody, migrationKinds } from '../../migration-body.ts'

export const namespaceMapping = check(migrationKinds, {
  code: 'migration/namespace-mapping',
  severity: 'error',
  help: 'Remove it. To land in another namespace, back up and restore with an ApplicationRestore.',
  find: (_, { raw }) =>
    Object.keys(migrationBody(raw) ?? {})
      .filter(key => /^namespace-?mappings?$/i.test(key))
      .map(key =>
        atKey([...bodyPath(raw), key], 'A migration has no mapping: every namespace arrives under its own name.'),
      ),
})
