/** A class of volumes. */

import { type InferKind, kind } from '../kind.ts'
import { choice, flag, map, text } from '../schema.ts'

export const storageClass = kind(
  'storage.k8s.io/v1',
  'StorageClass',
  {
    plural: 'storageclasses',
    scope: 'Cluster',
    shortNames: ['sc'],
    doc: 'How volumes are made. A class whose provisioner is `stork-snapshot` clones snapshots.',
    open: true,
  },
  () => ({
    provisioner: text({ required: true, doc: 'Who makes the volumes.', example: 'pxd.portworx.com' }),
    parameters: map(text({ doc: 'The value.' }), {
      doc: 'Settings of the provisioner, such as `repl` and `io_profile`.',
    }),
    reclaimPolicy: choice(
      { Retain: 'the bytes stay', Delete: 'the bytes go too' },
      { default: 'Delete', doc: 'What happens to the bytes when the claim is deleted.' },
    ),
    volumeBindingMode: choice(
      { Immediate: 'when the claim is made', WaitForFirstConsumer: 'when a pod uses the claim' },
      { default: 'Immediate', doc: 'When the volume is made.' },
    ),
    allowVolumeExpansion: flag({ doc: 'Whether claims may grow.' }),
  }),
)

export type StorageClass = InferKind<typeof storageClass>
