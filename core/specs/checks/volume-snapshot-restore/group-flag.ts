/** A group without `groupSnapshot`, or a single snapshot with it. The restore looks for the wrong kind and never finds it. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'
import { restoreSourceOf } from '../../restored-claims.ts'

export const restoreGroupFlag = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/group-flag',
  severity: 'error',
  help: 'Set `groupSnapshot: true` for a GroupVolumeSnapshot, and leave it out for a VolumeSnapshot.',
  find: (_, { raw, facts }) => {
    const source = restoreSourceOf(raw)
    if (source === undefined) return []
    const { name, namespace, group } = source
    const exists = ({ kind, apiVersion }: { readonly kind: string; readonly apiVersion: string }) =>
      facts.find({ kind, apiVersion, namespace, name }).is === 'exists'
    const asked = group ? groupVolumeSnapshot : volumeSnapshot
    const other = group ? volumeSnapshot : groupVolumeSnapshot
    if (exists(asked) || !exists(other)) return []
    const fix = fixPlan(`Set groupSnapshot: ${!group}`, setValue(['spec', 'groupSnapshot'], !group))
    return [at(['spec', 'sourceName'], `\`${name}\` is a ${other.kind}, and a ${asked.kind} is looked for.`, fix)]
  },
})
