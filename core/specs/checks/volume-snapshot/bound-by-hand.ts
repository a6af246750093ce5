/** A snapshot that is bound in its manifest. Only a controller knows which data belongs to it. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const boundByHand = check(volumeSnapshot, {
  code: 'volume-snapshot/bound-by-hand',
  severity: 'warning',
  help: 'Remove it, unless the object is bound on purpose to a VolumeSnapshotData that exists.',
  find: ({ spec }) => {
    const name = spec?.snapshotDataName
    if (name === undefined || name === '') return []
    const message = `The snapshot is bound to \`${name}\` already, so no snapshot is taken for it.`
    return [atKey('spec.snapshotDataName', message, fixPlan('Remove it', remove('spec.snapshotDataName')))]
  },
})
