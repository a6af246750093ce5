/** A migration of somebody else's namespace. STORK refuses it every ten seconds, and the status stays empty. */

import { at, check } from '../../check.ts'
import { foreignNamespaces } from '../../foreign-namespaces.ts'
import { bodyPath, migrationKinds } from '../../migration-body.ts'

export const migrationForeignNamespace = check(migrationKinds, {
  code: 'migration/foreign-namespace',
  severity: 'error',
  help: 'Create the object in the admin namespace, which is `kube-system` unless STORK was told another, or in the namespace that it migrates.',
  find: (_, { raw }) =>
    foreignNamespaces(raw, [...bodyPath(raw), 'namespaces']).map(({ name, own, path }) =>
      at(path, `An object in \`${own}\` may migrate \`${own}\` only, not \`${name}\`.`),
    ),
})
