/** What the API server makes of a secret's texts. */

import { isMap } from './json.ts'
import type { KubeObject } from './kube-object.ts'

/** A Secret with its `stringData` encoded into `data`, as it is stored; everything else as it is. */
export function secretWithData(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object
  if (object.apiVersion !== 'v1' || object.kind !== 'Secret' || !isMap(stringData)) return object
  const encoded = Object.entries(stringData).map(([key, value]) => [key, base64(String(value))])
  return { ...rest, data: { ...(isMap(object.data) ? object.data : {}), ...Object.fromEntries(encoded) } }
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
}
