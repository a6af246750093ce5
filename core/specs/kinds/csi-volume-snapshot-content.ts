/** The CSI VolumeSnapshotContent: the storage side of a VolumeSnapshot. */

import { type InferKind, kind } from '../kind.ts'
import { choice, count, flag, object, openObject, reference, text } from '../schema.ts'
import { deletionPolicy, lastError } from './csi-snapshot-class.ts'

export const csiVolumeSnapshotContent = kind(
  'snapshot.storage.k8s.io/v1',
  'VolumeSnapshotContent',
  {
    stem: 'csi-volume-snapshot-content',
    plural: 'volumesnapshotcontents',
    scope: 'Cluster',
    shortNames: ['vsc', 'vscs'],
    doc: 'A snapshot of the storage. Written by hand only to bring in a snapshot that exists already.',
  },
  () => ({
    spec: object(
      {
        driver: text({ required: true, doc: 'The CSI driver.' }),
        deletionPolicy: deletionPolicy(true),
        source: object(
          {
            snapshotHandle: text({ doc: "The storage's id of a snapshot that exists already." }),
            volumeHandle: text({ doc: "The storage's id of the volume to snapshot." }),
          },
          { required: true, doc: 'One of the two. Never changes.', source: 'CSI snapshot API, v1' },
        ),
        volumeSnapshotRef: openObject(
          {
            name: text({ doc: 'The name of the VolumeSnapshot.' }),
            namespace: text({ doc: 'Its namespace.' }),
            uid: text({ doc: 'Its identity; left out when written by hand.' }),
          },
          { required: true, doc: 'The VolumeSnapshot that it stands for.' },
        ),
        volumeSnapshotClassName: reference('VolumeSnapshotClass', { doc: 'The class that it was made by.' }),
        sourceVolumeMode: choice(
          { Filesystem: 'a volume with files', Block: 'a raw device' },
          { doc: 'How the volume that was snapshotted was used.' },
        ),
      },
      { required: true, doc: 'Whose snapshot it is, and where it lies.' },
    ),
    status: object(
      {
        snapshotHandle: text({ doc: "The storage's id of the snapshot.", setBy: 'controller' }),
        creationTime: count({ doc: 'The instant of the snapshot, in nanoseconds since 1970.', setBy: 'controller' }),
        restoreSize: count({ doc: 'The least size of a volume made from it, in bytes.', setBy: 'controller' }),
        readyToUse: flag({ doc: 'Whether volumes can be made from it.', setBy: 'controller' }),
        error: lastError(),
        volumeGroupSnapshotHandle: text({
          doc: "The storage's id of the group that it belongs to.",
          setBy: 'controller',
        }),
      },
      { doc: 'How the snapshot is going.', setBy: 'controller' },
    ),
  }),
)

export type CsiVolumeSnapshotContent = InferKind<typeof csiVolumeSnapshotContent>
