/** What somebody applies, laid over what is there; and fields taken out again that nobody wants any more. */

import { isMap } from '../../../specs/index.ts'
import { fieldSchema, itemSchema } from '../../openapi/schema.ts'
import { mergedOrder } from '../merged-order.ts'
import { elementsOf, type FieldPath } from './field-set.ts'
import { keyElement, shapeOf, type Typing, valueElement } from './shape.ts'

/** The live value with what is applied. Source: Kubernetes, structured-merge-diff, Merge. */
export function mergeApplied(live: unknown, applied: unknown, typing: Typing): unknown {
  if (live === undefined || applied === null) return applied
  const shape = shapeOf(applied, typing)
  switch (shape.is) {
    case 'whole':
      return applied
    case 'map': {
      if (!isMap(live)) return applied
      const merged = new Map(Object.entries(live))
      for (const [name, value] of Object.entries(shape.fields)) {
        const schema = fieldSchema(typing.schema, name, typing.definitions)
        merged.set(name, mergeApplied(merged.get(name), value, { ...typing, schema }))
      }
      return Object.fromEntries(merged)
    }
    case 'keyed': {
      if (!Array.isArray(live)) return applied
      const nameOf = (item: unknown) => keyElement(item, shape.keys)
      const schema = itemSchema(typing.schema, typing.definitions)
      const merged = new Map<string, unknown>(live.map(item => [nameOf(item), item]))
      for (const item of shape.items) {
        merged.set(nameOf(item), mergeApplied(merged.get(nameOf(item)), item, { ...typing, schema }))
      }
      return ordered(merged, shape.items.map(nameOf), live.map(nameOf))
    }
    case 'set': {
      if (!Array.isArray(live)) return applied
      const merged = new Map<string, unknown>([...live, ...shape.items].map(item => [valueElement(item), item]))
      return ordered(merged, shape.items.map(valueElement), live.map(valueElement))
    }
  }
}

function ordered(
  items: ReadonlyMap<string, unknown>,
  wanted: readonly string[],
  before: readonly string[],
): readonly unknown[] {
  return mergedOrder(
    [...items].map(([key, value]) => ({ key, value })),
    { wanted, before },
  )
}

/** The value without the field. Maps and lists that are empty after it go as well. */
export function withoutField(value: unknown, path: FieldPath): unknown {
  return without(value, elementsOf(path))
}

function without(value: unknown, [element, ...rest]: readonly string[]): unknown {
  if (element === undefined) return undefined
  if (element.startsWith('f:')) {
    const name = element.slice(2)
    if (!isMap(value) || !Object.hasOwn(value, name)) return value
    const left = without(value[name], rest)
    if (left === value[name]) return value
    const { [name]: _gone, ...others } = value
    if (left !== undefined) return { ...value, [name]: left }
    return Object.keys(others).length === 0 ? undefined : others
  }
  if (!Array.isArray(value)) return value
  const items = value.flatMap(item => {
    if (!isNamed(item, element)) return [item]
    const left = without(item, rest)
    return left === undefined ? [] : [left]
  })
  return items.length === 0 ? undefined : items
}

function isNamed(item: unknown, element: string): boolean {
  if (element.startsWith('v:')) return valueElement(item) === element
  const keys: unknown = JSON.parse(element.slice(2))
  return isMap(keys) && keyElement(item, Object.keys(keys)) === element
}
