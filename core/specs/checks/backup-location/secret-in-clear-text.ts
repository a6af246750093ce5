/** Keys and passwords in the object. Everyone who may read BackupLocations, or the file, has them. */

import { at, check } from '../../check.ts'
import { backupLocation } from '../../kinds/backup-location.ts'
import { plainSecrets } from '../../plain-secrets.ts'

export const backupLocationSecret = check(backupLocation, {
  code: 'backup-location/secret-in-clear-text',
  severity: 'warning',
  help: 'Put it into a Secret of the same namespace and name that under `secretConfig`.',
  find: (_, { raw, kind }) =>
    plainSecrets(kind, raw).map(path =>
      at(path, `\`${String(path.at(-1))}\` stands in clear text: whoever reads the object can use it.`),
    ),
})
