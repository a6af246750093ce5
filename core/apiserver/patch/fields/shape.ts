/** How a value is taken apart for ownership and merging: as a whole, by fields, by keys, or by values. */

import { entry, isMap } from '../../../specs/index.ts'
import { type Definitions, resolved, type Schema } from '../../openapi/schema.ts'

export type Typing = { readonly schema: Schema | undefined; readonly definitions: Definitions }

export type Shape =
  | { readonly is: 'whole' }
  | { readonly is: 'map'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly is: 'keyed'; readonly items: readonly unknown[]; readonly keys: readonly string[] }
  | { readonly is: 'set'; readonly items: readonly unknown[] }

/** Lists are whole unless their schema says otherwise, maps are taken apart unless theirs does. */
export function shapeOf(value: unknown, { schema, definitions }: Typing): Shape {
  const known = resolved(schema, definitions)
  if (isMap(value))
    return known?.['x-kubernetes-map-type'] === 'atomic' ? { is: 'whole' } : { is: 'map', fields: value }
  if (!Array.isArray(value)) return { is: 'whole' }
  switch (known?.['x-kubernetes-list-type']) {
    case 'map':
      return { is: 'keyed', items: value, keys: known['x-kubernetes-list-map-keys'] ?? [] }
    case 'set':
      return { is: 'set', items: value }
    default:
      return { is: 'whole' }
  }
}

/** Source: Kubernetes, the only defaulted key of its associative lists. */
const keyDefaults: Readonly<Record<string, string>> = { protocol: 'TCP' }

/** The element of a path that names an item of a keyed list: `k:{"name":"web"}`. */
export function keyElement(item: unknown, keys: readonly string[]): string {
  const named = [...keys].sort().flatMap(key => {
    const value = entry(item, key) ?? keyDefaults[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return `k:${JSON.stringify(Object.fromEntries(named))}`
}

/** The element of a path that names an item of a set: `v:"kubernetes.io/pvc-protection"`. */
export function valueElement(item: unknown): string {
  return `v:${JSON.stringify(item)}`
}
