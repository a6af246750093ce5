/** A content that stands for nothing, or for two things. The API server refuses it. */

import { check } from '../../check.ts'
import { csiVolumeSnapshotContent } from '../../kinds/csi-volume-snapshot-content.ts'
import { oneOfTwo } from '../../one-of-two.ts'

export const contentSourceChoice = check(csiVolumeSnapshotContent, {
  code: 'csi-volume-snapshot-content/source-choice',
  severity: 'error',
  help: 'Give the handle of a snapshot that exists already, or of the volume to snapshot.',
  find: (_, { raw }) => oneOfTwo(raw, ['spec', 'source'], ['snapshotHandle', 'volumeHandle']),
})
