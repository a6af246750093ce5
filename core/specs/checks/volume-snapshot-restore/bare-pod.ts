/** A pod of its own on a claim that is overwritten. Nobody starts it again after the restore. */

import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'
import { valueAt } from '../../path.ts'
import { restoredClaims, restoreSourceOf, usersOf } from '../../restored-claims.ts'

export const restoreBarePod = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/bare-pod',
  severity: 'warning',
  help: 'Delete the pod before the restore and create it again afterwards, or run it under a Deployment or StatefulSet.',
  find: (_, { raw, facts, executor }) => {
    const claims = restoredClaims(facts, raw)
    const bare = usersOf(facts, restoreSourceOf(raw)?.namespace, claims).filter(({ object }) => {
      const owners = valueAt(object, ['metadata', 'ownerReferences'])
      return object.kind === 'Pod' && !(Array.isArray(owners) && owners.length > 0)
    })
    const does = executor === 'stork' ? 'STORK deletes it for good' : 'pxsnap refuses the restore while it runs'
    return bare.map(({ object }) =>
      at(['spec', 'sourceName'], `Pod \`${nameOf(object) ?? ''}\` uses a claim and has no owner: ${does}.`),
    )
  },
})
