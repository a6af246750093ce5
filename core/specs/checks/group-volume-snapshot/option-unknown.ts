/** An option that STORK does not know. It reads two and ignores the rest. */

import { cloudCredential, oldCloudCredential, oldSnapshotType, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { nearest } from '../../nearest.ts'

const known = [snapshotType.key, cloudCredential.key]
const otherNames: Readonly<Record<string, string>> = {
  [oldSnapshotType.key]: snapshotType.key,
  'snapshot-type': snapshotType.key,
  snapshotType: snapshotType.key,
  type: snapshotType.key,
  [oldCloudCredential.key]: cloudCredential.key,
  'cloud-cred-id': cloudCredential.key,
  'portworx.io/cloud-cred-id': cloudCredential.key,
  'portworx.io/snapshot-type': snapshotType.key,
}

export const optionUnknown = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/option-unknown',
  severity: 'warning',
  help: 'The options of a group are `portworx/snapshot-type` and `portworx/cloud-cred-id`.',
  find: (_, { raw }) => {
    const options = entry(raw.spec, 'options')
    if (!isMap(options)) return []
    return Object.keys(options)
      .filter(key => !known.includes(key))
      .map(key => {
        const path = ['spec', 'options', key]
        const meant = (Object.hasOwn(otherNames, key) ? otherNames[key] : undefined) ?? nearest(key, known)
        const free = meant !== undefined && !Object.hasOwn(options, meant)
        const fix = free ? fixPlan(`Rename to ${meant}`, renameKey(path, meant)) : undefined
        const hint = meant === undefined ? '.' : `; did you mean \`${meant}\`?`
        return atKey(path, `The option \`${key}\` is ignored${hint}`, fix)
      })
  },
})
