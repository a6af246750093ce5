/** A claim: the wish for a volume. */

import { type InferKind, kind } from '../kind.ts'
import { choice, openObject } from '../schema.ts'
import { claimSpec } from './claim-spec.ts'

export const persistentVolumeClaim = kind(
  'v1',
  'PersistentVolumeClaim',
  {
    plural: 'persistentvolumeclaims',
    scope: 'Namespaced',
    shortNames: ['pvc'],
    doc: 'A claim to a volume. With the class stork-snapshot-sc and the snapshot annotation it becomes a clone.',
    open: true,
  },
  () => ({
    spec: claimSpec,
    status: openObject(
      {
        phase: choice(
          { Pending: 'no volume yet', Bound: 'has its volume', Lost: 'its volume is gone' },
          { doc: 'How the claim is.' },
        ),
      },
      { doc: 'How the claim is.', setBy: 'controller' },
    ),
  }),
)

export type PersistentVolumeClaim = InferKind<typeof persistentVolumeClaim>
