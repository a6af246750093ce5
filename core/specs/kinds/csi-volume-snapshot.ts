/** The CSI VolumeSnapshot: one snapshot of one claim. Another API than STORK's kind of the same name. */

import { type InferKind, kind } from '../kind.ts'
import { flag, object, quantity, reference, text, time } from '../schema.ts'
import { lastError } from './csi-snapshot-class.ts'

export const csiVolumeSnapshot = kind(
  'snapshot.storage.k8s.io/v1',
  'VolumeSnapshot',
  {
    stem: 'csi-volume-snapshot',
    plural: 'volumesnapshots',
    scope: 'Namespaced',
    shortNames: ['vs'],
    doc: 'A request to a CSI driver to snapshot one claim. Runs no rules. Not the STORK kind of the same name.',
  },
  () => ({
    spec: object(
      {
        source: object(
          {
            persistentVolumeClaimName: reference('PersistentVolumeClaim', {
              doc: 'The claim to snapshot, in the namespace of the snapshot.',
            }),
            volumeSnapshotContentName: reference('VolumeSnapshotContent', {
              doc: 'An existing VolumeSnapshotContent to stand for, instead of taking a new snapshot.',
            }),
          },
          {
            required: true,
            doc: 'Where the snapshot comes from: one of the two. Never changes.',
            source: 'CSI snapshot API, v1',
          },
        ),
        volumeSnapshotClassName: reference('VolumeSnapshotClass', {
          doc: 'The class. Absent: the default class of the driver.',
          source: 'CSI snapshot API, v1',
        }),
      },
      { required: true, doc: 'What to snapshot, and how.' },
    ),
    status: object(
      {
        boundVolumeSnapshotContentName: text({
          doc: 'The VolumeSnapshotContent that stands for the snapshot.',
          setBy: 'controller',
        }),
        creationTime: time({ doc: 'The instant of the snapshot.', setBy: 'controller' }),
        readyToUse: flag({ doc: 'Whether claims can be made from it.', setBy: 'controller' }),
        restoreSize: quantity({ doc: 'The least size of a claim made from it.', setBy: 'controller' }),
        error: lastError(),
        volumeGroupSnapshotName: text({ doc: 'The group that it belongs to.', setBy: 'controller' }),
      },
      { doc: 'How the snapshot is going.', setBy: 'controller' },
    ),
  }),
)

export type CsiVolumeSnapshot = InferKind<typeof csiVolumeSnapshot>
