/** The type of the snapshot under its first prefix. It is ignored, so the snapshot is local whatever it says. */

import { oldSnapshotType, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove, renameKey, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const legacySnapshotType = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-snapshot-type',
  severity: 'error',
  help: 'Write `portworx/snapshot-type` with `local` or `cloud`. A group is a GroupVolumeSnapshot.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const value = annotations[oldSnapshotType.key]
    if (value === undefined) return []
    const path = ['metadata', 'annotations', oldSnapshotType.key]
    const type = value.trim().toLowerCase()
    const fix =
      type !== 'cloud' && type !== 'local'
        ? undefined
        : Object.hasOwn(annotations, snapshotType.key)
          ? fixPlan('Remove the old annotation', remove(path))
          : fixPlan(
              `Rename to ${snapshotType.key}`,
              ...(type === value ? [] : [setValue(path, type)]),
              renameKey(path, snapshotType.key),
            )
    return [
      atKey(
        path,
        `\`${oldSnapshotType.key}\` is read by nobody: whatever it says, the snapshot is local and of one claim.`,
        fix,
      ),
    ]
  },
})
