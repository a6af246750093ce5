/** STORK's VolumeSnapshotRestore: puts the data of a snapshot back into the claims that it was taken of. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, flag, list, object, reference, text } from '../schema.ts'

export const volumeSnapshotRestore = kind(
  'stork.libopenstorage.org/v1alpha1',
  'VolumeSnapshotRestore',
  {
    plural: 'volumesnapshotrestores',
    scope: 'Namespaced',
    shortNames: ['volumesnapshotrestore', 'snapshotrestore'],
    doc: 'A request to overwrite claims with what a snapshot of them holds. Their pods are stopped meanwhile.',
  },
  () => ({
    spec: object(
      {
        sourceName: reference('VolumeSnapshot', {
          required: true,
          doc: 'The VolumeSnapshot to restore, or with `groupSnapshot: true` the GroupVolumeSnapshot.',
          source: 'STORK, snapshot restore controller',
        }),
        sourceNamespace: reference('Namespace', {
          required: true,
          doc: 'The namespace of that snapshot. Its claims there are overwritten. The pxsnap executor wants it to be the namespace of this object.',
          source: 'STORK, snapshot restore controller',
        }),
        groupSnapshot: flag({
          default: false,
          doc: 'Whether `sourceName` names a GroupVolumeSnapshot. All its members are restored.',
          source: 'STORK, snapshot restore controller',
        }),
        pvcs: anything({
          doc: 'Declared and not supported: STORK fails after it has deleted the pods, pxsnap refuses at once.',
          source: 'STORK, Portworx driver',
        }),
      },
      { required: true, doc: 'What to restore.' },
    ),
    status: object(
      {
        status: choice(
          {
            '': 'not started',
            Pending: 'the volumes are known',
            InProgress: 'backups are being fetched',
            Staged: 'the pods are stopped and the volumes are written',
            Successful: 'the claims hold what the snapshot held',
            Failed: 'it failed; with the pxsnap executor the claims hold what they held before',
          },
          { doc: 'How it is going.', setBy: 'controller' },
        ),
        volumes: list(
          object(
            {
              volume: text({ doc: 'The volume that is overwritten.' }),
              pvc: text({ doc: 'Its claim.' }),
              namespace: text({ doc: 'The namespace of the claim.' }),
              snapshot: text({ doc: 'The snapshot that is put back.' }),
              status: text({ doc: 'How it is going with this one.' }),
              reason: text({ doc: 'Why, in words.' }),
            },
            { doc: 'One volume.' },
          ),
          { doc: 'One entry per volume.', setBy: 'controller' },
        ),
      },
      { doc: 'How it is going.', setBy: 'controller' },
    ),
  }),
)

export type VolumeSnapshotRestore = InferKind<typeof volumeSnapshotRestore>
