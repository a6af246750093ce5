/** JSON merge patch. Source: RFC 7386. */

import { isMap } from '../../specs/index.ts'

/** The value as the patch leaves it. A null removes a field. */
export function mergePatch(current: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch
  const merged = new Map(isMap(current) ? Object.entries(current) : [])
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) merged.delete(field)
    else merged.set(field, mergePatch(merged.get(field), value))
  }
  return Object.fromEntries(merged)
}
