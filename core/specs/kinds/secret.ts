/** Settings that not everybody may read. */

import { type InferKind, kind } from '../kind.ts'
import { map, text } from '../schema.ts'

export const secret = kind(
  'v1',
  'Secret',
  { plural: 'secrets', scope: 'Namespaced', doc: 'Settings that not everybody may read.', open: true },
  {
    type: text({ doc: 'What the secret is for.' }),
    data: map(text({ doc: 'Bytes in base64.' }), { doc: 'Bytes by name.' }),
    stringData: map(text({ doc: 'A text.' }), { doc: 'Texts by name; the API server turns them into `data`.' }),
  },
)

export type Secret = InferKind<typeof secret>
