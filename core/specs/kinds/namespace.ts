/** A namespace. */

import { type InferKind, kind } from '../kind.ts'
import { openObject, text } from '../schema.ts'

export const namespace = kind(
  'v1',
  'Namespace',
  { plural: 'namespaces', scope: 'Cluster', shortNames: ['ns'], doc: 'A space for names.', open: true },
  {
    status: openObject(
      { phase: text({ doc: 'Active or Terminating.' }) },
      {
        doc: 'How the namespace is.',
        setBy: 'controller',
      },
    ),
  },
)

export type Namespace = InferKind<typeof namespace>
