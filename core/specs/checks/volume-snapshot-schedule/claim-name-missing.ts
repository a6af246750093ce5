/** A schedule that names nothing to snapshot. */

import { pvcSelector } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { valueAt } from '../../path.ts'

export const claimNameMissing = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/claim-name-missing',
  severity: 'error',
  help: 'Name the claim in `spec.template.spec.persistentVolumeClaimName`, or with pxsnap choose a group by `pxsnap.io/pvc-selector`.',
  find: (_, { raw }) => {
    if (annotationsOf(raw)[pvcSelector.key] !== undefined) return []
    const spec = valueAt(raw, ['spec', 'template', 'spec'])
    if (typeof spec !== 'object' || spec === null) return []
    const name = valueAt(spec, ['persistentVolumeClaimName'])
    return name === undefined || name === '' ? [at('spec.template.spec', 'It names no claim to snapshot.')] : []
  },
})
