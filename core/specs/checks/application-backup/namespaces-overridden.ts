/** Namespaces named beside a selector. The selector overrides the names in every pass. */

import { backupBody, backupKinds, backupPath } from '../../backup-body.ts'
import { at, check } from '../../check.ts'
import { textOf } from '../../json.ts'

export const namespacesOverridden = check(backupKinds, {
  code: 'application-backup/namespaces-overridden',
  severity: 'warning',
  help: 'Keep one of the two.',
  find: (_, { raw }) => {
    const body = backupBody(raw)
    if ((textOf(body?.namespaceSelector) ?? '') === '') return []
    if (!Array.isArray(body?.namespaces) || body.namespaces.length === 0) return []
    const message = 'These names are not used: the namespaces that `namespaceSelector` chooses take their place.'
    return [at([...backupPath(raw), 'namespaces'], message)]
  },
})
