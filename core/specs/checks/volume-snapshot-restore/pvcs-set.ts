/** A mapping of claims. STORK stops the pods first and fails then; nothing reads the mapping. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'

export const restorePvcsSet = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/pvcs-set',
  severity: 'error',
  help: 'Remove `pvcs`. To put the data elsewhere, make a claim from the snapshot.',
  find: (_, { raw }) => {
    const pvcs = entry(raw.spec, 'pvcs')
    if (pvcs === undefined || pvcs === null) return []
    const message = 'No restore supports `pvcs`: STORK fails after it has deleted the pods, pxsnap refuses at once.'
    return [atKey(['spec', 'pvcs'], message, fixPlan('Remove pvcs', remove(['spec', 'pvcs'])))]
  },
})
