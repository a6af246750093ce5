/** Fields of the Migration written on the schedule itself. They are ignored, and every run lacks them. */

import { atKey, check } from '../../check.ts'
import { fieldsOutsideTemplate } from '../../fields-outside-template.ts'
import { migrationSchedule } from '../../kinds/migration-schedule.ts'

export const migrationScheduleFields = check(migrationSchedule, {
  code: 'migration-schedule/fields-outside-template',
  severity: 'error',
  help: 'What a run migrates stands under `spec.template.spec`.',
  find: (_, { raw, kind }) => {
    const { paths, fix } = fieldsOutsideTemplate(kind, raw)
    return paths.map(path => {
      const name = String(path.at(-1))
      return atKey(path, `\`${name}\` is ignored here: it belongs to the Migrations and stands in their template.`, fix)
    })
  },
})
