/** One or more containers that share volumes; where the commands of rules run. */

import { type InferKind, kind } from '../kind.ts'
import { anything, list, openObject, text } from '../schema.ts'
import { podSpec } from './pod-spec.ts'

export const pod = kind(
  'v1',
  'Pod',
  {
    plural: 'pods',
    scope: 'Namespaced',
    shortNames: ['po'],
    doc: 'Containers that run together. The commands of rules run in pods.',
    open: true,
  },
  () => ({
    spec: podSpec,
    status: openObject(
      {
        phase: text({ doc: 'Pending, Running, Succeeded or Failed.' }),
        containerStatuses: list(anything({ doc: 'One container.' }), { doc: 'How each container is.' }),
      },
      { doc: 'How the pod is.', setBy: 'controller' },
    ),
  }),
)

export type Pod = InferKind<typeof pod>
