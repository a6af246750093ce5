/** A stable address for pods. */

import { type InferKind, kind } from '../kind.ts'
import { anything, labels, list, openObject, text } from '../schema.ts'

export const service = kind(
  'v1',
  'Service',
  { plural: 'services', scope: 'Namespaced', shortNames: ['svc'], doc: 'A stable address for pods.', open: true },
  {
    spec: openObject(
      {
        selector: labels({ doc: 'Labels of the pods behind the address.' }),
        ports: list(anything({ doc: 'One port.' }), { doc: 'The ports.' }),
        clusterIP: text({ doc: 'The address; `None` for a headless Service.' }),
        type: text({ doc: 'How the address is reached.' }),
      },
      { doc: 'Which pods, and how they are reached.' },
    ),
  },
)

export type Service = InferKind<typeof service>
