/** Pods that are all alike. */

import { type InferKind, kind } from '../kind.ts'
import { count, labelSelector, openObject } from '../schema.ts'
import { podTemplate } from './pod-spec.ts'

export const deployment = kind(
  'apps/v1',
  'Deployment',
  {
    plural: 'deployments',
    scope: 'Namespaced',
    shortNames: ['deploy'],
    doc: 'A number of pods that are all alike and share their claims.',
    open: true,
  },
  () => ({
    spec: openObject(
      {
        replicas: count({ default: 1, doc: 'How many pods.' }),
        selector: labelSelector({ required: true, doc: 'Which pods belong to it.' }),
        template: podTemplate,
      },
      { required: true, doc: 'What runs, and how often.' },
    ),
    status: openObject(
      { replicas: count({ doc: 'How many pods there are.' }), readyReplicas: count({ doc: 'How many are ready.' }) },
      { doc: 'How it is going.', setBy: 'controller' },
    ),
  }),
)

export type Deployment = InferKind<typeof deployment>
