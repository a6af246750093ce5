/** A CSI snapshot of nothing, or of two things. The API server refuses it. */

import { check } from '../../check.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'
import { oneOfTwo } from '../../one-of-two.ts'
import { oldSource } from './old-fields.ts'

export const csiSourceChoice = check(csiVolumeSnapshot, {
  code: 'csi-volume-snapshot/source-choice',
  severity: 'error',
  help: 'Name a claim to snapshot, or the content of a snapshot that exists already.',
  find: (_, { raw }) =>
    oldSource(raw) ? [] : oneOfTwo(raw, ['spec', 'source'], ['persistentVolumeClaimName', 'volumeSnapshotContentName']),
})
