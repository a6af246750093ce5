/** A schedule of a group. It is our extension: STORK has none, and takes single snapshots of the claim that is named. */

import { pvcSelector } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'

export const groupOnlyPxsnap = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/group-only-pxsnap',
  severity: 'warning',
  executors: ['stork'],
  help: 'Let pxsnap carry the schedule out, or write one schedule for each claim, without one consistency point.',
  find: ({ spec }, { raw }) => {
    if (annotationsOf(raw)[pvcSelector.key] === undefined) return []
    const claim = spec?.template?.spec?.persistentVolumeClaimName ?? ''
    const does = claim === '' ? 'it never succeeds' : `it snapshots \`${claim}\` alone`
    return [at(['metadata', 'annotations', pvcSelector.key], `STORK has no schedules of groups: ${does}.`)]
  },
})
