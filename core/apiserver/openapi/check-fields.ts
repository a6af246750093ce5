/** Holds an object against its schema: fields that it does not know, and values of the wrong type. */

import { parseQuantity } from '../../base/index.ts'
import { isMap } from '../../specs/index.ts'
import { type Definitions, fieldSchema, isOpen, itemSchema, resolved, type Schema } from './schema.ts'

export type FieldProblems = {
  /** Paths such as `spec.template.spec.containers[0].imagee`. */
  readonly unknown: readonly string[]
  readonly wrong: readonly { readonly path: string; readonly expected: string; readonly got: string }[]
}

/** Values of kinds that are not known at all have no problems. Null stands for an absent field. */
export function fieldProblems(value: unknown, schema: Schema | undefined, definitions: Definitions): FieldProblems {
  const found: Found = { unknown: [], wrong: [] }
  check(value, '', { schema, definitions }, found)
  return found
}

/** The object without the fields that its schema does not know, as Kubernetes keeps its own kinds. */
export function withoutUnknownFields<T>(value: T, schema: Schema | undefined, definitions: Definitions): T {
  return pruned(value, { schema, definitions }) as T
}

type Place = { readonly schema: Schema | undefined; readonly definitions: Definitions }
type Found = { readonly unknown: string[]; readonly wrong: { path: string; expected: string; got: string }[] }

function check(value: unknown, path: string, { schema, definitions }: Place, found: Found): void {
  const known = resolved(schema, definitions)
  if (known === undefined || value === null || value === undefined) return
  const expected = expectedType(known, value)
  if (expected !== undefined) {
    found.wrong.push({ path, expected, got: typeName(value) })
    return
  }
  if (Array.isArray(value)) {
    const item = itemSchema(known, definitions)
    value.forEach((each, index) => {
      check(each, `${path}[${index}]`, { schema: item, definitions }, found)
    })
    return
  }
  if (!isMap(value)) return
  for (const [name, field] of Object.entries(value)) {
    const below = path === '' ? name : `${path}.${name}`
    const next = fieldSchema(known, name, definitions)
    if (next !== undefined) check(field, below, { schema: next, definitions }, found)
    else if (!isKnownField(known, name)) found.unknown.push(below)
  }
}

function pruned(value: unknown, { schema, definitions }: Place): unknown {
  const known = resolved(schema, definitions)
  if (known === undefined) return value
  if (Array.isArray(value)) {
    const item = itemSchema(known, definitions)
    return value.map(each => pruned(each, { schema: item, definitions }))
  }
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      const next = fieldSchema(known, name, definitions)
      if (next !== undefined) return [[name, pruned(field, { schema: next, definitions })]]
      return isKnownField(known, name) ? [[name, field]] : []
    }),
  )
}

/** A field of which nothing more is known: the schema is open, or declares it as anything. */
function isKnownField(schema: Schema, name: string): boolean {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) return true
  return isOpen(schema)
}

/** The type that the schema wants, when the value has another. */
function expectedType(schema: Schema, value: unknown): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') {
    return typeof value === 'string' || typeof value === 'number' ? undefined : 'int or string'
  }
  switch (schema.type) {
    case 'string':
      if (isQuantity(schema)) return parseQuantity(value) === undefined ? 'quantity' : undefined
      return typeof value === 'string' ? undefined : 'string'
    case 'integer':
      return Number.isInteger(value) ? undefined : schema.format === 'int64' ? 'int64' : 'int32'
    case 'number':
      return typeof value === 'number' ? undefined : 'float64'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'bool'
    case 'array':
      return Array.isArray(value) ? undefined : 'list'
    case 'object':
      return isMap(value) ? undefined : 'map'
    default:
      return undefined
  }
}

/** An amount, such as that of a resource: a number, or a text of a certain form. It has no format of its own. */
function isQuantity(schema: Schema): boolean {
  return schema.description?.startsWith('Quantity') === true
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'object':
      return 'object'
    default:
      return typeof value
  }
}
