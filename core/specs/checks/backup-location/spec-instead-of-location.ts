/** The usual key instead of the unusual one. The location is then empty, and fails when it is used. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move, remove, renameKey } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { backupLocation } from '../../kinds/backup-location.ts'

export const specInsteadOfLocation = check(backupLocation, {
  code: 'backup-location/spec-instead-of-location',
  severity: 'error',
  help: 'Put the settings under the top-level key `location`.',
  find: (_, { raw }) => {
    if (!Object.hasOwn(raw, 'spec')) return []
    return [
      atKey(
        'spec',
        'A BackupLocation has no `spec`: this one is empty.',
        fixOf(raw.spec, Object.hasOwn(raw, 'location')),
      ),
    ]
  },
})

function fixOf(spec: unknown, taken: boolean) {
  if (taken || !isMap(spec)) return undefined
  if (!isMap(entry(spec, 'location'))) return fixPlan('Rename spec to location', renameKey('spec', 'location'))
  return Object.keys(spec).length === 1
    ? fixPlan('Move location out of spec', move('spec.location', 'location'), remove('spec'))
    : undefined
}
