/** Settings as text. */

import { type InferKind, kind } from '../kind.ts'
import { map, text } from '../schema.ts'

export const configMap = kind(
  'v1',
  'ConfigMap',
  { plural: 'configmaps', scope: 'Namespaced', shortNames: ['cm'], doc: 'Settings as text.', open: true },
  {
    data: map(text({ doc: 'A text.', multiline: true }), { doc: 'Texts by name.' }),
    binaryData: map(text({ doc: 'Bytes in base64.' }), { doc: 'Bytes by name.' }),
  },
)

export type ConfigMap = InferKind<typeof configMap>
