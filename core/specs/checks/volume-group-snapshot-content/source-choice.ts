/** A content that stands for nothing, or for two things. The API server refuses it. */

import { check } from '../../check.ts'
import { volumeGroupSnapshotContent } from '../../kinds/volume-group-snapshot-content.ts'
import { oneOfTwo } from '../../one-of-two.ts'

export const groupContentSourceChoice = check(volumeGroupSnapshotContent, {
  code: 'volume-group-snapshot-content/source-choice',
  severity: 'error',
  help: 'Give the handles of a group that exists already, or of the volumes to snapshot.',
  find: (_, { raw }) => oneOfTwo(raw, ['spec', 'source'], ['volumeHandles', 'groupSnapshotHandles']),
})
