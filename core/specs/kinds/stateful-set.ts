/** Pods with names and claims of their own, such as the nodes of a database. */

import { type InferKind, kind } from '../kind.ts'
import { anything, count, labelSelector, labels, list, openObject, reference, text } from '../schema.ts'
import { claimSpec } from './claim-spec.ts'
import { podTemplate } from './pod-spec.ts'

export const statefulSet = kind(
  'apps/v1',
  'StatefulSet',
  {
    plural: 'statefulsets',
    scope: 'Namespaced',
    shortNames: ['sts'],
    doc: 'Numbered pods, each with claims of its own.',
    open: true,
  },
  () => ({
    spec: openObject(
      {
        replicas: count({ default: 1, doc: 'How many pods.' }),
        serviceName: reference('Service', { doc: 'The headless Service that gives the pods their names.' }),
        selector: labelSelector({ required: true, doc: 'Which pods belong to it.' }),
        template: podTemplate,
        volumeClaimTemplates: list(
          openObject(
            {
              metadata: openObject(
                {
                  name: text({ doc: 'The claims are called by it, the set and the number: `data-mysql-0`.' }),
                  labels: labels({ doc: 'Labels of the claims. A GroupVolumeSnapshot chooses claims by these.' }),
                  annotations: anything({ doc: 'Annotations of the claims.' }),
                },
                { doc: 'Name and labels of the claims.' },
              ),
              spec: claimSpec,
            },
            { doc: 'One claim for every pod.' },
          ),
          { doc: 'Claims that every pod gets for itself.' },
        ),
      },
      { required: true, doc: 'What runs, and how often.' },
    ),
    status: openObject(
      { replicas: count({ doc: 'How many pods there are.' }), readyReplicas: count({ doc: 'How many are ready.' }) },
      { doc: 'How it is going.', setBy: 'controller' },
    ),
  }),
)

export type StatefulSet = InferKind<typeof statefulSet>
