/** The pre-CSI VolumeSnapshot that STORK uses: one snapshot of one claim. */

import { type InferKind, kind } from '../kind.ts'
import { choice, list, object, reference, text, time } from '../schema.ts'

export const snapshotConditions = list(
  object(
    {
      type: choice(
        {
          Pending: 'the snapshot is being taken',
          Ready: 'the snapshot can be used',
          Error: 'the snapshot failed; STORK tries again',
        },
        { required: true, doc: 'What the condition speaks about.' },
      ),
      status: choice(
        { True: 'it holds', False: 'it does not hold', Unknown: 'not known' },
        { required: true, doc: 'Whether the condition holds.' },
      ),
      lastTransitionTime: time({ doc: 'When the condition last changed.' }),
      reason: text({ doc: 'One word on why; usually empty.' }),
      message: text({ doc: 'For Error: what went wrong.' }),
    },
    { doc: 'One condition.' },
  ),
  { doc: 'How the snapshot is going. The last entry counts.', setBy: 'controller' },
)

export const volumeSnapshot = kind(
  'volumesnapshot.external-storage.k8s.io/v1',
  'VolumeSnapshot',
  {
    plural: 'volumesnapshots',
    scope: 'Namespaced',
    shortNames: ['stork-volumesnapshot', 'stork-volumesnapshots', 'svs'],
    doc: 'A request to snapshot one claim. All options are annotations. Not the CSI kind of the same name.',
  },
  () => ({
    spec: object(
      {
        persistentVolumeClaimName: reference('PersistentVolumeClaim', {
          required: true,
          doc: 'The claim to snapshot, in the namespace of the snapshot. The snapshot starts once the claim is bound.',
          source: 'STORK, snapshot controller',
        }),
        snapshotDataName: reference('VolumeSnapshotData', {
          doc: 'The VolumeSnapshotData that holds the snapshot. Written when the snapshot exists.',
          setBy: 'controller',
          source: 'STORK, snapshot controller',
        }),
      },
      { required: true, doc: 'What to snapshot.' },
    ),
    status: object(
      {
        creationTimestamp: time({ doc: 'Never written for this kind.', setBy: 'controller' }),
        conditions: snapshotConditions,
      },
      { doc: 'How the snapshot is going.', setBy: 'controller' },
    ),
  }),
)

export type VolumeSnapshot = InferKind<typeof volumeSnapshot>
