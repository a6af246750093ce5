/** Which fields an object has, and which differ between two. Source: Kubernetes, structured-merge-diff, ToFieldSet. */

import { isMap } from '../../../specs/index.ts'
import { fieldSchema, itemSchema, resolved } from '../../openapi/schema.ts'
import { type FieldPath, type FieldSet, isWithin, pathOf, separator } from './field-set.ts'
import { keyElement, shapeOf, type Typing, valueElement } from './shape.ts'

/** Fields with their values; what only holds others has none (undefined). */
export type FieldValues = ReadonlyMap<FieldPath, unknown>

export function fieldsOf(object: unknown, typing: Typing): FieldValues {
  const fields = new Map<FieldPath, unknown>()
  walk(object, [], typing, fields)
  return fields
}

function walk(value: unknown, path: readonly string[], typing: Typing, into: Map<FieldPath, unknown>): void {
  const shape = shapeOf(value, typing)
  switch (shape.is) {
    case 'whole':
      if (path.length > 0) into.set(pathOf(...path), value)
      return
    case 'map': {
      const known = resolved(typing.schema, typing.definitions)
      for (const [name, field] of Object.entries(shape.fields)) {
        if (field === undefined) continue
        const below = [...path, `f:${name}`]
        const isEmpty = field === null || (isMap(field) && Object.keys(field).length === 0)
        const isDeclared = known?.properties !== undefined && Object.hasOwn(known.properties, name)
        if (isEmpty) into.set(pathOf(...below), field)
        else if (!isDeclared) into.set(pathOf(...below), undefined)
        if (!isEmpty) walk(field, below, { ...typing, schema: fieldSchema(known, name, typing.definitions) }, into)
      }
      return
    }
    case 'keyed': {
      const schema = itemSchema(typing.schema, typing.definitions)
      for (const item of shape.items) {
        const below = [...path, keyElement(item, shape.keys)]
        into.set(pathOf(...below), undefined)
        walk(item, below, { ...typing, schema }, into)
      }
      return
    }
    case 'set':
      for (const item of shape.items) into.set(pathOf(...path, valueElement(item)), item)
      return
  }
}

export type FieldChanges = { readonly changed: FieldSet; readonly removed: FieldSet }

/** `changed`: new, or with another value. */
export function changesBetween(before: FieldValues, after: FieldValues): FieldChanges {
  const changed = [...after].filter(([path, value]) => !before.has(path) || spell(before.get(path)) !== spell(value))
  return {
    changed: new Set(changed.map(([path]) => path)),
    removed: new Set([...before.keys()].filter(path => !after.has(path))),
  }
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isMap(item) ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1))) : item,
  )
}

const serverOwned = ['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName', 'generation']
const neverOwned: FieldSet = new Set([
  'f:apiVersion',
  'f:kind',
  'f:metadata',
  ...[...serverOwned, 'managedFields', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds'].map(
    field => `f:metadata${separator}f:${field}`,
  ),
])

/**
 * The fields that somebody can own who writes to this subresource (absent: to the object itself).
 * Source: Kubernetes, stripMeta and the reset fields of its storage strategies.
 */
export function ownable(
  fields: FieldSet,
  { subresource, hasStatus }: { readonly subresource?: string | undefined; readonly hasStatus: boolean },
): FieldSet {
  return new Set(
    [...fields].filter(path => {
      if ([...neverOwned].some(never => (never === 'f:metadata' ? path === never : isWithin(path, never)))) return false
      if (subresource === 'status') return isWithin(path, 'f:status')
      return !hasStatus || !isWithin(path, 'f:status')
    }),
  )
}
