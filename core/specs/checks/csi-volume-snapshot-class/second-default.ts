/** Two default classes of one driver. A snapshot that names no class then fails, because either could be meant. */

import { check } from '../../check.ts'
import { secondDefault } from '../../csi-class.ts'
import { csiVolumeSnapshotClass } from '../../kinds/csi-volume-snapshot-class.ts'

export const secondDefaultClass = check(csiVolumeSnapshotClass, {
  code: 'csi-volume-snapshot-class/second-default',
  severity: 'error',
  help: 'Keep the annotation on one class of the driver.',
  find: (_, { raw, facts, kind }) => secondDefault(facts, raw, kind, 'snapshot.storage.kubernetes.io/is-default-class'),
})
