/** The credential of the upload under its first name. It is ignored. */

import { cloudCredential, oldCloudCredential } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove, renameKey } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const legacyCredentialId = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-credential-id',
  severity: 'error',
  help: 'Write `portworx/cloud-cred-id`.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    if (!Object.hasOwn(annotations, oldCloudCredential.key)) return []
    const path = ['metadata', 'annotations', oldCloudCredential.key]
    const fix = Object.hasOwn(annotations, cloudCredential.key)
      ? fixPlan('Remove the old annotation', remove(path))
      : fixPlan(`Rename to ${cloudCredential.key}`, renameKey(path, cloudCredential.key))
    return [
      atKey(path, `\`${oldCloudCredential.key}\` is read by nobody: the upload takes the default credential.`, fix),
    ]
  },
})
