/** What a claim asks for, alone or as a template of a StatefulSet. */

import { choice, labelSelector, list, openObject, quantity, reference, text } from '../schema.ts'

export const accessModes = list(
  choice(
    {
      ReadWriteOnce: 'one node reads and writes',
      ReadOnlyMany: 'many nodes read',
      ReadWriteMany: 'many nodes read and write',
      ReadWriteOncePod: 'one pod reads and writes',
    },
    { doc: 'One way of access.' },
  ),
  { doc: 'Who may use the volume at the same time.' },
)

export const claimSpec = openObject(
  {
    accessModes,
    resources: openObject(
      {
        requests: openObject(
          { storage: quantity({ doc: 'The size asked for.', example: '10Gi' }) },
          {
            doc: 'What the volume must have at least.',
          },
        ),
      },
      { doc: 'The size.' },
    ),
    storageClassName: reference('StorageClass', {
      doc: 'The class that makes the volume. Absent: the default class. `stork-snapshot-sc` clones a snapshot.',
    }),
    volumeName: reference('PersistentVolume', { doc: 'The volume that is bound, or that is wanted.' }),
    volumeMode: choice({ Filesystem: 'a file system', Block: 'a raw device' }, { doc: 'How the volume is used.' }),
    selector: labelSelector({ doc: 'Labels of the volumes that may be bound.' }),
    dataSource: openObject(
      { kind: text({ doc: 'The kind.' }), name: text({ doc: 'The name.' }) },
      {
        doc: 'A CSI snapshot or claim to start from. STORK snapshots are named in an annotation instead.',
      },
    ),
  },
  { required: true, doc: 'What is asked for.' },
)
