/** A class of another driver than the one that made the volume, where both classes are among the files. */

import { at, check } from '../../check.ts'
import { driverOfClaim, driverOfClass } from '../../csi-driver.ts'
import { namespaceOf } from '../../facts.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'

export const classOfOtherDriver = check(csiVolumeSnapshot, {
  code: 'csi-volume-snapshot/class-of-other-driver',
  severity: 'error',
  help: 'Name a VolumeSnapshotClass of the driver of the volume.',
  find: ({ spec }, { raw, facts }) => {
    const wanted = driverOfClass(facts, spec?.volumeSnapshotClassName)
    const actual = driverOfClaim(facts, namespaceOf(raw), spec?.source?.persistentVolumeClaimName)
    if (wanted === undefined || actual === undefined || wanted === actual) return []
    return [
      at(
        'spec.volumeSnapshotClassName',
        `The class is of \`${wanted}\`, and \`${actual}\` makes the volume of the claim.`,
      ),
    ]
  },
})
