/** Finds the secrets that an object spells out. Only where they are is told, never what they are. */

import { isMap } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import type { Path } from './path.ts'
import { isSpelledOut } from './placeholder.ts'
import type { Field, Fields } from './schema.ts'

/** Paths of the fields that are declared as secrets and hold text other than a placeholder. */
export function plainSecrets(kind: KindDeclaration, raw: unknown): readonly Path[] {
  return inFields(kind.fields, raw, [])
}

function inFields(fields: Fields, raw: unknown, path: Path): readonly Path[] {
  if (!isMap(raw)) return []
  return Object.entries(raw).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field === undefined ? [] : inField(field, value, [...path, name])
  })
}

function inField(field: Field, value: unknown, path: Path): readonly Path[] {
  if (field.secret === true) return typeof value === 'string' && isSpelledOut(value) ? [path] : []
  const { type } = field
  if (type.is === 'object') return inFields(type.fields, value, path)
  if (type.is !== 'map' || !isMap(value)) return []
  return Object.entries(value).flatMap(([key, item]) => inField(type.values, item, [...path, key]))
}
