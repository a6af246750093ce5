/** Options of an upload on a snapshot that is not uploaded. */

import { cloudCredential, deleteLocalSnapshot, incrementalCount, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const cloudOptionOnLocal = check(volumeSnapshot, {
  code: 'volume-snapshot/cloud-option-on-local',
  severity: 'warning',
  help: 'Add `portworx/snapshot-type: cloud`, or remove the option.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const type = annotations[snapshotType.key]
    // Another value of the type is reported as such.
    if (type !== undefined && type !== 'local') return []
    return [cloudCredential, incrementalCount, deleteLocalSnapshot]
      .filter(({ key }) => Object.hasOwn(annotations, key))
      .map(({ key }) => {
        const typePath = ['metadata', 'annotations', snapshotType.key]
        const fix = type === undefined ? fixPlan('Make it a cloud snapshot', setValue(typePath, 'cloud')) : undefined
        return atKey(['metadata', 'annotations', key], `\`${key}\` is ignored: the snapshot is local.`, fix)
      })
  },
})
