/** The CSI VolumeGroupSnapshotContent: the storage side of a VolumeGroupSnapshot. */

import { type InferKind, kind } from '../kind.ts'
import { anything, flag, list, object, openObject, reference, text } from '../schema.ts'
import { deletionPolicy, lastError } from './csi-snapshot-class.ts'
import { groupSnapshotVersion, olderGroupSnapshotVersions } from './volume-group-snapshot.ts'

export const volumeGroupSnapshotContent = kind(
  groupSnapshotVersion,
  'VolumeGroupSnapshotContent',
  {
    alsoServed: olderGroupSnapshotVersions,
    plural: 'volumegroupsnapshotcontents',
    scope: 'Cluster',
    shortNames: ['vgsc', 'vgscs'],
    doc: 'A group snapshot of the storage. Written by hand only to bring in one that exists already.',
  },
  () => ({
    spec: object(
      {
        driver: text({ required: true, doc: 'The CSI driver.' }),
        deletionPolicy: deletionPolicy(true),
        source: object(
          {
            volumeHandles: list(text({ doc: "The storage's id of a volume." }), { doc: 'The volumes to snapshot.' }),
            groupSnapshotHandles: object(
              {
                volumeGroupSnapshotHandle: text({ required: true, doc: "The storage's id of the group." }),
                volumeSnapshotHandles: list(text({ doc: "The storage's id of a snapshot." }), {
                  required: true,
                  doc: 'The snapshots of the group.',
                }),
              },
              { doc: 'A group that exists already.' },
            ),
          },
          { required: true, doc: 'One of the two. Never changes.', source: 'CSI group snapshot API' },
        ),
        volumeGroupSnapshotRef: openObject(
          {
            name: text({ doc: 'The name of the VolumeGroupSnapshot.' }),
            namespace: text({ doc: 'Its namespace.' }),
            uid: text({ doc: 'Its identity; left out when written by hand.' }),
          },
          { required: true, doc: 'The VolumeGroupSnapshot that it stands for.' },
        ),
        volumeGroupSnapshotClassName: reference('VolumeGroupSnapshotClass', { doc: 'The class that it was made by.' }),
      },
      { required: true, doc: 'Whose snapshots they are, and where they lie.' },
    ),
    status: openObject(
      {
        volumeGroupSnapshotHandle: text({ doc: "The storage's id of the group.", setBy: 'controller' }),
        creationTime: anything({ doc: 'The instant that the snapshots share.', setBy: 'controller' }),
        readyToUse: flag({ doc: 'Whether volumes can be made from all of them.', setBy: 'controller' }),
        error: lastError(),
        volumeSnapshotInfoList: list(anything({ doc: 'One snapshot.' }), {
          doc: 'The snapshots of the group, with their sizes.',
          setBy: 'controller',
        }),
      },
      { doc: 'How the group is going.', setBy: 'controller' },
    ),
  }),
)

export type VolumeGroupSnapshotContent = InferKind<typeof volumeGroupSnapshotContent>
