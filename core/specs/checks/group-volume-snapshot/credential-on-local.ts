/** A credential for an upload that does not take place. */

import { cloudCredential, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

export const credentialOnLocal = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/credential-on-local',
  severity: 'warning',
  help: 'Add `portworx/snapshot-type: cloud`, or remove the credential.',
  find: ({ spec }, { raw }) => {
    const options = spec?.options ?? {}
    // A type in the annotations is not read, which another check says.
    const type = options[snapshotType.key] ?? annotationsOf(raw)[snapshotType.key]
    if (options[cloudCredential.key] === undefined || (type !== undefined && type !== 'local')) return []
    const typePath = ['spec', 'options', snapshotType.key]
    const fix = type === undefined ? fixPlan('Make them cloud snapshots', setValue(typePath, 'cloud')) : undefined
    return [
      atKey(['spec', 'options', cloudCredential.key], 'The credential is not used: the snapshots are local.', fix),
    ]
  },
})
