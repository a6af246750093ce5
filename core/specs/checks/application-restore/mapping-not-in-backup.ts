/** A namespace to restore that the backup does not hold, where the backup is among the files. */

import { atKey, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { entry, textOf } from '../../json.ts'
import { applicationBackup } from '../../kinds/application-backup.ts'
import { applicationRestore } from '../../kinds/application-restore.ts'

export const mappingNotInBackup = check(applicationRestore, {
  code: 'application-restore/mapping-not-in-backup',
  severity: 'warning',
  help: 'On the left stands the namespace that was backed up, on the right the one to restore into.',
  find: ({ spec }, { raw, facts }) => {
    const { kind, apiVersion } = applicationBackup
    const known = facts.find({ kind, apiVersion, namespace: namespaceOf(raw), name: spec?.backupName ?? '' })
    const backup = known.is === 'exists' ? known.object.spec : undefined
    const list = entry(backup, 'namespaces')
    const names = Array.isArray(list) ? list.flatMap(item => textOf(item) ?? []) : []
    if (names.length === 0 || names.includes('*') || (textOf(entry(backup, 'namespaceSelector')) ?? '') !== '')
      return []
    return Object.keys(spec?.namespaceMapping ?? {})
      .filter(name => !names.includes(name))
      .map(name => {
        const held = names.map(each => `\`${each}\``).join(', ')
        return atKey(
          ['spec', 'namespaceMapping', name],
          `The backup \`${spec?.backupName}\` does not hold \`${name}\`; it holds ${held}.`,
        )
      })
  },
})
