/** Options of the snapshot in annotations of a group. A group has them in its spec; here they are ignored. */

import { cloudCredential, oldCloudCredential, oldSnapshotType, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const options: readonly (readonly [string, string])[] = [
  [snapshotType.key, snapshotType.key],
  [cloudCredential.key, cloudCredential.key],
  [oldSnapshotType.key, snapshotType.key],
  [oldCloudCredential.key, cloudCredential.key],
]

export const optionsAsAnnotations = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/options-as-annotations',
  severity: 'error',
  help: 'Put the options under `spec.options`.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    return options
      .filter(([key]) => Object.hasOwn(annotations, key))
      .map(([key, option]) => {
        const path = ['metadata', 'annotations', key]
        const taken = entry(entry(raw.spec, 'options'), option) !== undefined
        const doubled = key !== option && Object.hasOwn(annotations, option)
        const fix =
          taken || doubled ? undefined : fixPlan('Move it to spec.options', move(path, ['spec', 'options', option]))
        return atKey(path, `\`${key}\` is not read on a group: the snapshots are local.`, fix)
      })
  },
})
