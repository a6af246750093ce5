/** Structural schemas of CustomResourceDefinitions: what they fill in, what they drop, and what they refuse. */

import { isMap, textOf } from '../../specs/index.ts'

type Map = Readonly<Record<string, unknown>>

/** The value with the defaults of its schema. Nothing is filled in where the value has an entry, not even null. */
export function withSchemaDefaults(value: unknown, schema: unknown): unknown {
  if (!isMap(schema)) return value
  if (Array.isArray(value)) return value.map(item => withSchemaDefaults(item, schema.items))
  if (!isMap(value)) return value
  const { properties, additionalProperties } = schema
  const declared: Map = isMap(properties) ? properties : {}
  const filled = Object.entries(declared).flatMap(([key, field]) => {
    const missing = value[key] === undefined || (value[key] === null && isMap(field) && field.nullable !== true)
    return missing && isMap(field) && field.default !== undefined ? [[key, field.default] as const] : []
  })
  const whole: Map = { ...value, ...Object.fromEntries(filled) }
  return Object.fromEntries(
    Object.entries(whole).map(([key, item]) => [
      key,
      withSchemaDefaults(item, Object.hasOwn(declared, key) ? declared[key] : additionalProperties),
    ]),
  )
}

/** The value without fields that its schema does not know, unless the schema says to keep them. */
export function pruned(value: unknown, schema: unknown): unknown {
  if (!isMap(schema)) return value
  if (Array.isArray(value)) return value.map(item => pruned(item, schema.items))
  if (!isMap(value)) return value
  const { properties, additionalProperties } = schema
  const declared: Map = isMap(properties) ? properties : {}
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] === true
  const envelope = schema['x-kubernetes-embedded-resource'] === true ? ['apiVersion', 'kind', 'metadata'] : []
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (Object.hasOwn(declared, key)) return [[key, pruned(item, declared[key])]]
      if (isMap(additionalProperties)) return [[key, pruned(item, additionalProperties)]]
      return keepsAll || additionalProperties === true || envelope.includes(key) ? [[key, item]] : []
    }),
  )
}

/** The first thing that the schema refuses, with its path in front, or undefined. */
export function schemaProblem(value: unknown, schema: unknown, path = ''): string | undefined {
  if (!isMap(schema) || value === undefined) return undefined
  if (value === null) {
    return schema.nullable === true || schema.type === undefined
      ? undefined
      : refuse(path, `Invalid value: "null": must be of type ${String(schema.type)}`)
  }
  return (
    typeProblem(value, schema, path) ??
    valueProblem(value, schema, path) ??
    (Array.isArray(value)
      ? itemsProblem(value, schema, path)
      : isMap(value)
        ? fieldsProblem(value, schema, path)
        : undefined) ??
    combinedProblem(value, schema, path)
  )
}

function typeProblem(value: unknown, { type, ...schema }: Map, path: string): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return typeof value === 'string' || Number.isInteger(value)
      ? undefined
      : refuse(path, 'Invalid value: must be an integer or a string')
  }
  const wanted = textOf(type)
  if (wanted === undefined) return undefined
  const got = kindOf(value)
  const fits = got === wanted || (wanted === 'number' && got === 'integer')
  return fits ? undefined : refuse(path, `Invalid value: "${got}": must be of type ${wanted}: "${got}"`)
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function valueProblem(value: unknown, schema: Map, path: string): string | undefined {
  const shown = typeof value === 'string' ? `"${value}"` : String(value)
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    const supported = schema.enum.map(item => JSON.stringify(item)).join(', ')
    return refuse(path, `Unsupported value: ${shown}: supported values: ${supported}`)
  }
  if (typeof value === 'number') {
    const { minimum, maximum } = schema
    if (typeof minimum === 'number' && (schema.exclusiveMinimum === true ? value <= minimum : value < minimum)) {
      return refuse(path, `Invalid value: ${value}: ${path} in body should be greater than or equal to ${minimum}`)
    }
    if (typeof maximum === 'number' && (schema.exclusiveMaximum === true ? value >= maximum : value > maximum)) {
      return refuse(path, `Invalid value: ${value}: ${path} in body should be less than or equal to ${maximum}`)
    }
  }
  if (typeof value === 'string') {
    const { minLength, maxLength, pattern } = schema
    if (typeof minLength === 'number' && value.length < minLength) {
      return refuse(path, `Invalid value: ${shown}: ${path} in body should be at least ${minLength} chars long`)
    }
    if (typeof maxLength === 'number' && value.length > maxLength)
      return refuse(path, `Too long: may not be more than ${maxLength} bytes`)
    if (typeof pattern === 'string' && !matches(pattern, value)) {
      return refuse(path, `Invalid value: ${shown}: ${path} in body should match '${pattern}'`)
    }
  }
  return undefined
}

/** A pattern that is no expression here (Go's differ in a few signs) refuses nothing. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value)
  } catch {
    return true
  }
}

function itemsProblem(value: readonly unknown[], schema: Map, path: string): string | undefined {
  const { minItems, maxItems } = schema
  if (typeof minItems === 'number' && value.length < minItems) {
    return refuse(path, `Invalid value: ${value.length}: ${path} in body should have at least ${minItems} items`)
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    return refuse(path, `Too many: ${value.length}: must have at most ${maxItems} items`)
  }
  return first(value.map((item, index) => () => schemaProblem(item, schema.items, `${path}[${index}]`)))
}

function fieldsProblem(value: Map, schema: Map, path: string): string | undefined {
  const { required, properties, additionalProperties } = schema
  const missing = (Array.isArray(required) ? required : []).find(key => value[String(key)] === undefined)
  if (missing !== undefined) return refuse(join(path, String(missing)), 'Required value')
  const declared: Map = isMap(properties) ? properties : {}
  return first(
    Object.entries(value).map(
      ([key, item]) =>
        () =>
          schemaProblem(item, Object.hasOwn(declared, key) ? declared[key] : additionalProperties, join(path, key)),
    ),
  )
}

function combinedProblem(value: unknown, { allOf, anyOf, oneOf, not }: Map, path: string): string | undefined {
  const every = Array.isArray(allOf) ? first(allOf.map(one => () => schemaProblem(value, one, path))) : undefined
  if (every !== undefined) return every
  if (Array.isArray(anyOf) && anyOf.length > 0 && anyOf.every(one => schemaProblem(value, one, path) !== undefined)) {
    return refuse(path, `Invalid value: ${path} in body must validate at least one schema (anyOf)`)
  }
  if (Array.isArray(oneOf) && oneOf.filter(one => schemaProblem(value, one, path) === undefined).length !== 1) {
    return refuse(path, `Invalid value: ${path} in body must validate one and only one schema (oneOf)`)
  }
  if (isMap(not) && schemaProblem(value, not, path) === undefined) {
    return refuse(path, `Invalid value: ${path} in body must not validate the schema (not)`)
  }
  return undefined
}

function first(problems: readonly (() => string | undefined)[]): string | undefined {
  for (const problem of problems) {
    const found = problem()
    if (found !== undefined) return found
  }
  return undefined
}

function refuse(path: string, what: string): string {
  return `${path === '' ? '<nil>' : path}: ${what}`
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
