/** The CSI VolumeSnapshotClass: how a driver takes snapshots. */

import { type InferKind, kind } from '../kind.ts'
import { classFields } from './csi-snapshot-class.ts'

export const csiVolumeSnapshotClass = kind(
  'snapshot.storage.k8s.io/v1',
  'VolumeSnapshotClass',
  {
    stem: 'csi-volume-snapshot-class',
    plural: 'volumesnapshotclasses',
    scope: 'Cluster',
    shortNames: ['vsclass', 'vsclasses'],
    doc: 'How a CSI driver takes snapshots. Its fields stand at the top level.',
  },
  classFields,
)

export type CsiVolumeSnapshotClass = InferKind<typeof csiVolumeSnapshotClass>
