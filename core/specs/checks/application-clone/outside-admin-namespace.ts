/** A clone that is not in the admin namespace. STORK refuses it, with an event. */

import { mayBeAdmin } from '../../admin-namespace.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { applicationClone } from '../../kinds/application-clone.ts'
import { isSpelledOut } from '../../placeholder.ts'

export const outsideAdminNamespace = check(applicationClone, {
  code: 'application-clone/outside-admin-namespace',
  severity: 'error',
  help: 'Create the clone in the admin namespace, which is `kube-system` unless STORK was told another. Its rules are looked up there too.',
  find: (_, { raw }) => {
    const namespace = namespaceOf(raw)
    if (namespace === undefined || mayBeAdmin(namespace) || !isSpelledOut(namespace)) return []
    return [
      at(
        'metadata.namespace',
        `Clones are carried out in the admin namespace only, and this one is in \`${namespace}\`.`,
      ),
    ]
  },
})
