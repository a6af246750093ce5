/** A restore that looks in another store than the one its backup was made in. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { applicationBackup } from '../../kinds/application-backup.ts'
import { applicationRestore } from '../../kinds/application-restore.ts'

export const otherLocation = check(applicationRestore, {
  code: 'application-restore/other-location',
  severity: 'warning',
  help: 'Name the BackupLocation of the backup.',
  find: ({ spec }, { raw, facts }) => {
    const { kind, apiVersion } = applicationBackup
    const known = facts.find({ kind, apiVersion, namespace: namespaceOf(raw), name: spec?.backupName ?? '' })
    const made = known.is === 'exists' ? textOf(entry(known.object.spec, 'backupLocation')) : undefined
    const looked = spec?.backupLocation
    if (made === undefined || looked === undefined || made === looked) return []
    const fix = fixPlan(`Change to ${made}`, setValue('spec.backupLocation', made))
    return [
      at(
        'spec.backupLocation',
        `The backup \`${spec?.backupName}\` is kept in \`${made}\`, and this looks in \`${looked}\`.`,
        fix,
      ),
    ]
  },
})
