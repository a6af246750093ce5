/** A volume of the cluster. */

import { type InferKind, kind } from '../kind.ts'
import { choice, openObject, quantity, reference, text } from '../schema.ts'
import { accessModes } from './claim-spec.ts'

export const persistentVolume = kind(
  'v1',
  'PersistentVolume',
  { plural: 'persistentvolumes', scope: 'Cluster', shortNames: ['pv'], doc: 'A volume of the cluster.', open: true },
  {
    spec: openObject(
      {
        accessModes,
        capacity: openObject({ storage: quantity({ doc: 'The size.' }) }, { doc: 'What the volume has.' }),
        claimRef: openObject(
          { name: text({ doc: 'The name of the claim.' }), namespace: text({ doc: 'Its namespace.' }) },
          { doc: 'The claim that the volume belongs to.' },
        ),
        persistentVolumeReclaimPolicy: choice(
          { Retain: 'the bytes stay', Delete: 'the bytes go too', Recycle: 'the bytes are wiped' },
          { doc: 'What happens to the bytes when the claim is deleted.' },
        ),
        storageClassName: reference('StorageClass', { doc: 'The class that made the volume.' }),
        portworxVolume: openObject(
          { volumeID: text({ doc: "The storage's id of the volume." }) },
          {
            doc: 'A Portworx volume of the in-tree driver.',
          },
        ),
        csi: openObject(
          { driver: text({ doc: 'The driver.' }), volumeHandle: text({ doc: "The storage's id of the volume." }) },
          { doc: 'A volume of a CSI driver.' },
        ),
      },
      { required: true, doc: 'What the volume is.' },
    ),
    status: openObject(
      { phase: text({ doc: 'Available, Bound, Released or Failed.' }) },
      {
        doc: 'How the volume is.',
        setBy: 'controller',
      },
    ),
  },
)

export type PersistentVolume = InferKind<typeof persistentVolume>
