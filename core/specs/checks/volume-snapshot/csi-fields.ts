/** Fields of the CSI kind of the same name in STORK's VolumeSnapshot. STORK finds no claim in them. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move, remove } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const csiFields = check(volumeSnapshot, {
  code: 'volume-snapshot/csi-fields',
  severity: 'error',
  help: 'Here the claim stands in `spec.persistentVolumeClaimName`. For a CSI snapshot the apiVersion is `snapshot.storage.k8s.io/v1`.',
  find: (_, { raw }) => {
    const { spec } = raw
    if (!isMap(spec)) return []
    const claim = textOf(entry(spec.source, 'persistentVolumeClaimName'))
    const named = textOf(spec.persistentVolumeClaimName) !== undefined
    const source = Object.hasOwn(spec, 'source')
      ? [
          atKey(
            'spec.source',
            '`source` is a field of CSI snapshots; STORK does not read it.',
            claim === undefined || named
              ? undefined
              : fixPlan(
                  'Name the claim as STORK reads it',
                  move('spec.source.persistentVolumeClaimName', 'spec.persistentVolumeClaimName'),
                ),
          ),
        ]
      : []
    const className = Object.hasOwn(spec, 'volumeSnapshotClassName')
      ? [
          atKey(
            'spec.volumeSnapshotClassName',
            '`volumeSnapshotClassName` is a field of CSI snapshots; STORK does not read it.',
            fixPlan('Remove it', remove('spec.volumeSnapshotClassName')),
          ),
        ]
      : []
    return [...source, ...className]
  },
})
