/** An allow-list entry written like a file pattern. Entries are regular expressions, where the star repeats what is before it. */

import { check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { entryFindings } from '../../restore-entry.ts'
import { fromGlob } from '../../restore-namespaces.ts'

export const restoreNamespacesGlob = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/restore-namespaces-glob',
  severity: 'warning',
  help: 'Write `.*` for any text.',
  find: (_, { raw }) =>
    entryFindings(
      raw,
      'glob',
      text => `\`${text}\` is a regular expression, in which the star does not stand for any text.`,
      fromGlob,
    ),
})
