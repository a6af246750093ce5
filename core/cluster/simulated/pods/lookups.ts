/** What pods need to know of the rest of the cluster. */

import { entry, isMap, type KubeObject, type ObjectRef, textOf } from '../../../specs/index.ts'

export type PodLookups = {
  /** The object as it is stored now, or undefined when there is none. */
  readonly object: (ref: ObjectRef) => KubeObject | undefined
  /** The storage back end's name for the volume behind a bound claim. */
  readonly volumeOf: (namespace: string, claim: string) => string | undefined
}

/** The entries of a ConfigMap or Secret as text, or undefined when there is no such object. */
export function dataOf(
  lookups: PodLookups,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const object = lookups.object({ apiVersion: 'v1', kind, namespace, name })
  if (object === undefined) return undefined
  const data = texts(entry(object, 'data'))
  if (kind === 'ConfigMap') return data
  const decoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decode(value)]))
  return { ...decoded, ...texts(entry(object, 'stringData')) }
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isMap(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item) ?? String(item)]))
}

/** The text behind base64; the value itself when it is not base64. */
function decode(value: string): string {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value) || value.replace(/\s/g, '').length % 4 !== 0) return value
  const bytes = Uint8Array.from(atob(value.replace(/\s/g, '')), char => char.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}
