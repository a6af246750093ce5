/** A `spec` in a class. Its fields stand at the top level, and without them it is refused. */

import { check } from '../../check.ts'
import { fieldsUnderSpec } from '../../csi-class.ts'
import { volumeGroupSnapshotClass } from '../../kinds/volume-group-snapshot-class.ts'

export const specOnGroupClass = check(volumeGroupSnapshotClass, {
  code: 'volume-group-snapshot-class/spec-on-class',
  severity: 'error',
  help: 'Write `driver`, `deletionPolicy` and `parameters` beside `metadata`.',
  find: (_, { raw, kind }) => fieldsUnderSpec(raw, kind),
})
