/** A backup of somebody else's namespace. STORK refuses it again and again, with an event each time. */

import { backupKinds, backupPath } from '../../backup-body.ts'
import { at, check } from '../../check.ts'
import { foreignNamespaces } from '../../foreign-namespaces.ts'

export const backupForeignNamespace = check(backupKinds, {
  code: 'application-backup/foreign-namespace',
  severity: 'error',
  help: 'Create the object in the admin namespace, which is `kube-system` unless STORK was told another, or in the namespace that it backs up.',
  find: (_, { raw }) =>
    foreignNamespaces(raw, [...backupPath(raw), 'namespaces']).map(({ name, own, path }) =>
      at(path, `An object in \`${own}\` may back up \`${own}\` only, not \`${name}\`.`),
    ),
})
