/** An allow-list entry that is no regular expression. It stops the list: entries behind it are not looked at. */

import { check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { entryFindings } from '../../restore-entry.ts'

export const restoreNamespacesUnreadable = check(volumeSnapshot, {
  code: 'volume-snapshot/restore-namespaces-unreadable',
  severity: 'error',
  help: 'Correct the expression. It takes the syntax of Go, without look-ahead and back-references.',
  find: (_, { raw }) =>
    entryFindings(
      raw,
      'unreadable',
      text => `\`${text}\` cannot be compiled: it and the entries behind it allow nothing.`,
    ),
})
