/** The CSI VolumeGroupSnapshot: one snapshot of several claims, at one instant. Mind the word order of STORK's kind. */

import { type InferKind, kind } from '../kind.ts'
import { flag, labelSelector, object, reference, text, time } from '../schema.ts'
import { lastError } from './csi-snapshot-class.ts'

/** Source: external-snapshotter 8.6, which serves v1 and, deprecated, both betas. The alpha is gone since 8.2. */
export const groupSnapshotVersion = 'groupsnapshot.storage.k8s.io/v1'
export const olderGroupSnapshotVersions: readonly string[] = [
  'groupsnapshot.storage.k8s.io/v1beta2',
  'groupsnapshot.storage.k8s.io/v1beta1',
]

export const volumeGroupSnapshot = kind(
  groupSnapshotVersion,
  'VolumeGroupSnapshot',
  {
    alsoServed: olderGroupSnapshotVersions,
    plural: 'volumegroupsnapshots',
    scope: 'Namespaced',
    shortNames: ['vgs'],
    doc: "A request to a CSI driver to snapshot several claims at one instant. Runs no rules. STORK's kind is GroupVolumeSnapshot.",
  },
  () => ({
    spec: object(
      {
        source: object(
          {
            selector: labelSelector({
              chooses: 'PersistentVolumeClaim',
              doc: 'Chooses the claims, in the namespace of the group.',
            }),
            volumeGroupSnapshotContentName: reference('VolumeGroupSnapshotContent', {
              doc: 'An existing VolumeGroupSnapshotContent to stand for, instead of taking new snapshots.',
            }),
          },
          {
            required: true,
            doc: 'Where the group comes from: one of the two. Never changes.',
            source: 'CSI group snapshot API',
          },
        ),
        volumeGroupSnapshotClassName: reference('VolumeGroupSnapshotClass', {
          doc: 'The class. Absent: the default class of the driver.',
          source: 'CSI group snapshot API',
        }),
      },
      { required: true, doc: 'What to snapshot, and how.' },
    ),
    status: object(
      {
        boundVolumeGroupSnapshotContentName: text({
          doc: 'The VolumeGroupSnapshotContent that stands for the group.',
          setBy: 'controller',
        }),
        creationTime: time({ doc: 'The instant that the snapshots share.', setBy: 'controller' }),
        readyToUse: flag({ doc: 'Whether claims can be made from all of them.', setBy: 'controller' }),
        error: lastError(),
      },
      { doc: 'How the group is going.', setBy: 'controller' },
    ),
  }),
)

export type VolumeGroupSnapshot = InferKind<typeof volumeGroupSnapshot>
