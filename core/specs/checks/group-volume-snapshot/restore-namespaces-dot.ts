/** A dot in an allow-list entry. Names of namespaces have no dots, so it can only stand for any character. */

import { check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { entryFindings } from '../../restore-entry.ts'

export const restoreNamespacesDot = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/restore-namespaces-dot',
  severity: 'information',
  help: 'Write the character that is meant, or leave the dot if any will do.',
  find: (_, { raw }) =>
    entryFindings(
      raw,
      'dot',
      text => `The dot in \`${text}\` matches any character; no namespace has a dot in its name.`,
    ),
})
