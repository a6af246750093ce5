/** A group named by an id that its volumes were to share. It is ignored, so one claim is snapshotted alone. */

import { groupIdKeys } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const legacyGroupId = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-group-id',
  severity: 'error',
  help: 'Give the claims of the group a label in common and choose them with a GroupVolumeSnapshot.',
  find: (_, { raw }) =>
    groupIdKeys
      .filter(({ key }) => Object.hasOwn(annotationsOf(raw), key))
      .map(({ key }) =>
        atKey(['metadata', 'annotations', key], `\`${key}\` is read by nobody: this snapshot holds one claim only.`),
      ),
})
