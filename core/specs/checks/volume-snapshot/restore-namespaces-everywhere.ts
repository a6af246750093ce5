/** An allow-list entry that lets every namespace restore, by an accident of the syntax: the star repeats the anchor. */

import { check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { entryFindings } from '../../restore-entry.ts'

export const restoreNamespacesEverywhere = check(volumeSnapshot, {
  code: 'volume-snapshot/restore-namespaces-everywhere',
  severity: 'warning',
  help: 'Name the namespaces that may restore. To allow all of them on purpose, write `.*`.',
  find: (_, { raw }) =>
    entryFindings(raw, 'everywhere', text => `\`${text}\` lets every namespace restore from the snapshot.`),
})
