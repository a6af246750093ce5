/** A claim that Portworx cloned by itself from another claim, before STORK. */

import { sourceClaim } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { cloneOfClaim } from '../../legacy-clone.ts'

export const legacyInlineClone = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/legacy-inline-clone',
  severity: 'warning',
  help: 'Take a VolumeSnapshot of the source and clone it with the class `stork-snapshot-sc` and the annotation `snapshot.alpha.kubernetes.io/snapshot`.',
  find: (_, { raw }) => {
    const source = annotationsOf(raw)[sourceClaim.key]
    if (source === undefined) return []
    const message = `\`${sourceClaim.key}\` is read by the old provisioner of Portworx only: with any other this claim is empty.`
    return [atKey(['metadata', 'annotations', sourceClaim.key], message, cloneOfClaim(raw))]
  },
})
