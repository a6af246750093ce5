/** The storage side of a VolumeSnapshot: where its bytes are. Normally only controllers write it. */

import { type InferKind, kind } from '../kind.ts'
import { choice, object, openObject, text, time } from '../schema.ts'
import { snapshotConditions } from './volume-snapshot.ts'

const objectReference = (doc: string) =>
  openObject(
    {
      kind: text({ doc: 'The kind of the object.' }),
      name: text({ doc: 'The name of the object.' }),
      namespace: text({ doc: 'The namespace of the object.' }),
    },
    { doc },
  )

const otherDriver = (name: string) => openObject({}, { doc: `The snapshot of a ${name} volume.` })

export const volumeSnapshotData = kind(
  'volumesnapshot.external-storage.k8s.io/v1',
  'VolumeSnapshotData',
  {
    plural: 'volumesnapshotdatas',
    scope: 'Cluster',
    shortNames: ['stork-volumesnapshotdata', 'stork-volumesnapshotdatas', 'svsd'],
    doc: 'Where the bytes of a VolumeSnapshot are. Made by the controller that takes the snapshot.',
  },
  () => ({
    spec: object(
      {
        volumeSnapshotRef: objectReference(
          'The VolumeSnapshot. For a single snapshot the name holds namespace, name and uid; for a group member the plain name.',
        ),
        persistentVolumeRef: objectReference('The volume that was snapshotted; empty for group members.'),
        portworxVolume: object(
          {
            snapshotId: text({ doc: "The storage's id of the snapshot, or the path-like id of a cloud snapshot." }),
            snapshotType: choice(
              { local: "in the cluster's own pools", cloud: 'in an S3 bucket' },
              { doc: 'Where the snapshot is kept.' },
            ),
            snapshotCloudCredID: text({ doc: 'The credential that the upload used.' }),
            snapshotData: text({ doc: 'The members of an old-style group, joined by commas.' }),
            snapshotTaskID: text({ doc: 'The task of a cloud snapshot; empty for a local one.' }),
            volumeProvisioner: text({ doc: 'The provisioner of the volume that was snapshotted.' }),
          },
          { doc: 'A snapshot of a Portworx volume.', source: 'STORK, Portworx driver' },
        ),
        hostPath: otherDriver('host path'),
        gcePersistentDisk: otherDriver('Google Compute Engine'),
        awsElasticBlockStore: otherDriver('AWS EBS'),
        cinderVolume: otherDriver('Cinder'),
        glusterSnapshotVolume: otherDriver('Gluster'),
      },
      { required: true, doc: 'Whose snapshot it is, and where it lies.' },
    ),
    status: object(
      { creationTimestamp: time({ doc: 'When the snapshot was taken.' }), conditions: snapshotConditions },
      { doc: 'How the snapshot is going.', setBy: 'controller' },
    ),
  }),
)

export type VolumeSnapshotData = InferKind<typeof volumeSnapshotData>
