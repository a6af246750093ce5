/** The CSI VolumeGroupSnapshotClass: how a driver takes group snapshots. */

import { type InferKind, kind } from '../kind.ts'
import { classFields } from './csi-snapshot-class.ts'
import { groupSnapshotVersion, olderGroupSnapshotVersions } from './volume-group-snapshot.ts'

export const volumeGroupSnapshotClass = kind(
  groupSnapshotVersion,
  'VolumeGroupSnapshotClass',
  {
    alsoServed: olderGroupSnapshotVersions,
    plural: 'volumegroupsnapshotclasses',
    scope: 'Cluster',
    shortNames: ['vgsclass', 'vgsclasses'],
    doc: 'How a CSI driver takes group snapshots. Its fields stand at the top level.',
  },
  classFields,
)

export type VolumeGroupSnapshotClass = InferKind<typeof volumeGroupSnapshotClass>
