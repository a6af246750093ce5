/** A CSI group of nothing, or of two things. The API server refuses it. */

import { check } from '../../check.ts'
import { volumeGroupSnapshot } from '../../kinds/volume-group-snapshot.ts'
import { oneOfTwo } from '../../one-of-two.ts'

export const groupSourceChoice = check(volumeGroupSnapshot, {
  code: 'volume-group-snapshot/source-choice',
  severity: 'error',
  help: 'Choose claims by a selector, or name the content of a group that exists already.',
  find: (_, { raw }) => oneOfTwo(raw, ['spec', 'source'], ['selector', 'volumeGroupSnapshotContentName']),
})
