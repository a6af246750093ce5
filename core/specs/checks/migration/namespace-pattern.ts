/** A pattern where exact names of namespaces are expected. No namespace has such a name. */

import { at, check } from '../../check.ts'
import { migrationKinds, textsIn } from '../../migration-body.ts'
import { isSpelledOut } from '../../placeholder.ts'

export const namespacePattern = check(migrationKinds, {
  code: 'migration/namespace-pattern',
  severity: 'error',
  help: 'Name each namespace, or choose them by label with `namespaceSelectors`.',
  find: (_, { raw }) =>
    textsIn(raw, 'namespaces')
      .filter(({ name }) => isSpelledOut(name) && /[*?^[\]|]/.test(name))
      .map(({ name, path }) =>
        at(path, `\`${name}\` is taken as the exact name of a namespace, and none can have it.`),
      ),
})
