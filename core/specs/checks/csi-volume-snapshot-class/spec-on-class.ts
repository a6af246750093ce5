/** A `spec` in a class. Its fields stand at the top level, and without them it is refused. */

import { check } from '../../check.ts'
import { fieldsUnderSpec } from '../../csi-class.ts'
import { csiVolumeSnapshotClass } from '../../kinds/csi-volume-snapshot-class.ts'

export const specOnSnapshotClass = check(csiVolumeSnapshotClass, {
  code: 'csi-volume-snapshot-class/spec-on-class',
  severity: 'error',
  help: 'Write `driver`, `deletionPolicy` and `parameters` beside `metadata`.',
  find: (_, { raw, kind }) => fieldsUnderSpec(raw, kind),
})
