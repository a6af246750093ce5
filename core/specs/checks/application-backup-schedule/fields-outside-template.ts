/** Fields of the ApplicationBackup written on the schedule itself. They are ignored, and every run lacks them. */

import { atKey, check } from '../../check.ts'
import { fieldsOutsideTemplate } from '../../fields-outside-template.ts'
import { applicationBackupSchedule } from '../../kinds/application-backup-schedule.ts'

export const backupScheduleFields = check(applicationBackupSchedule, {
  code: 'application-backup-schedule/fields-outside-template',
  severity: 'error',
  help: 'What a run backs up stands under `spec.template.spec`.',
  find: (_, { raw, kind }) => {
    const { paths, fix } = fieldsOutsideTemplate(kind, raw)
    return paths.map(path => {
      const name = String(path.at(-1))
      return atKey(path, `\`${name}\` is ignored here: it belongs to the backups and stands in their template.`, fix)
    })
  },
})
