/** The encryption key of earlier releases. */

import { atKey, check } from '../../check.ts'
import { backupLocation } from '../../kinds/backup-location.ts'

export const oldEncryptionKey = check(backupLocation, {
  code: 'backup-location/old-encryption-key',
  severity: 'information',
  help: 'Use `encryptionV2Key` for new locations. Backups that were made with the old key need it to be restored.',
  find: ({ location }) =>
    (location?.encryptionKey ?? '') === ''
      ? []
      : [atKey('location.encryptionKey', '`encryptionKey` is deprecated; `encryptionV2Key` took its place.')],
})
