/** A restore that overwrites claims of another namespace than its own. Who may write here need not have rights there. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'

export const restoreOtherNamespace = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/other-namespace',
  severity: 'error',
  executors: ['pxsnap'],
  help: 'Create the restore in the namespace of the snapshot.',
  find: ({ spec }, { raw }) => {
    const own = namespaceOf(raw)
    const source = spec?.sourceNamespace
    if (own === undefined || source === undefined || source === '' || source === own) return []
    return [
      at(
        ['spec', 'sourceNamespace'],
        `The restore is in \`${own}\`, and pxsnap overwrites no claims of \`${source}\`.`,
      ),
    ]
  },
})
