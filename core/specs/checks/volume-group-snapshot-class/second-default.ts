/** Two default classes of one driver. A group that names no class then fails, because either could be meant. */

import { check } from '../../check.ts'
import { secondDefault } from '../../csi-class.ts'
import { volumeGroupSnapshotClass } from '../../kinds/volume-group-snapshot-class.ts'

export const secondDefaultGroupClass = check(volumeGroupSnapshotClass, {
  code: 'volume-group-snapshot-class/second-default',
  severity: 'error',
  help: 'Keep the annotation on one class of the driver.',
  find: (_, { raw, facts, kind }) =>
    secondDefault(facts, raw, kind, 'groupsnapshot.storage.kubernetes.io/is-default-class'),
})
