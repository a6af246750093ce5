/**
 * What an API server holds a CustomResourceDefinition's schema to, so that it is accepted and prunes.
 * Source: Kubernetes, "Specifying a structural schema", and apiextensions-apiserver's validation.
 */

type Schema = Readonly<Record<string, unknown>>

const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean'])
const known = new Set([
  'type',
  'description',
  'default',
  'nullable',
  'format',
  'enum',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'anyOf',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
])

/** Every problem with its path; none for a schema that is accepted. */
export function structuralProblems(schema: unknown): readonly string[] {
  if (!isMap(schema)) return ['the root is no schema']
  const root = schema.type === 'object' ? [] : ['the root is no object']
  const { metadata } = mapOf(schema.properties)
  const inMetadata = Object.keys(mapOf(metadata)).filter(key => !['type', 'properties', 'description'].includes(key))
  return [...root, ...inMetadata.map(key => `metadata.${key} is forbidden`), ...problemsAt(schema, '$')]
}

function problemsAt(schema: Schema, path: string): readonly string[] {
  const problems: string[] = Object.keys(schema)
    .filter(key => !known.has(key))
    .map(key => `${path}: ${key} is not allowed in a structural schema`)
  const say = (problem: string) => problems.push(`${path}: ${problem}`)
  const intOrString = schema['x-kubernetes-int-or-string'] === true
  const preserves = schema['x-kubernetes-preserve-unknown-fields']
  if (preserves !== undefined && preserves !== true) say('x-kubernetes-preserve-unknown-fields is true or absent')
  if (schema.type === undefined) {
    if (!intOrString && preserves !== true) say('has no type')
  } else if (!types.has(String(schema.type))) say(`has no type that exists: ${String(schema.type)}`)
  if (intOrString && schema.type !== undefined) say('int-or-string has no type')
  if (schema.anyOf !== undefined) {
    const allowed = JSON.stringify([{ type: 'integer' }, { type: 'string' }])
    if (!intOrString || JSON.stringify(schema.anyOf) !== allowed) say('anyOf names types')
  }
  if (schema.properties !== undefined && schema.additionalProperties !== undefined)
    say('properties and additionalProperties exclude each other')
  if ((schema.properties ?? schema.additionalProperties ?? preserves) !== undefined && schema.type === 'array')
    say('a list has no properties')
  if (schema.type === 'array' && !isMap(schema.items)) say('a list names its items with one schema')
  if (schema.type !== 'array' && schema.items !== undefined) say('only lists have items')
  if (schema.enum !== undefined && (!Array.isArray(schema.enum) || schema.enum.length === 0)) say('enum is empty')
  if (Array.isArray(schema.enum) && new Set(schema.enum).size !== schema.enum.length) say('enum repeats itself')
  for (const name of Array.isArray(schema.required) ? schema.required : [])
    if (!Object.hasOwn(mapOf(schema.properties), String(name))) say(`requires ${String(name)}, which it does not name`)
  if (schema.default !== undefined) {
    if (!fits(schema, schema.default)) say(`its default ${JSON.stringify(schema.default)} does not fit it`)
    if (path.startsWith('$.metadata')) say('metadata has no defaults')
  }
  for (const [name, inside] of Object.entries(mapOf(schema.properties)))
    problems.push(...(isMap(inside) ? problemsAt(inside, `${path}.${name}`) : [`${path}.${name} is no schema`]))
  if (isMap(schema.items)) problems.push(...problemsAt(schema.items, `${path}[]`))
  if (isMap(schema.additionalProperties)) problems.push(...problemsAt(schema.additionalProperties, `${path}{}`))
  return problems
}

/** Whether the value would be stored as it is. */
export function fits(schema: unknown, value: unknown): boolean {
  if (!isMap(schema)) return false
  if (value === null) return schema.nullable === true
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false
  if (schema['x-kubernetes-int-or-string'] === true) return typeof value === 'string' || Number.isInteger(value)
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true
  switch (schema.type) {
    case undefined:
      return preserves
    case 'string':
    case 'boolean':
      return typeof value === schema.type
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'array':
      return Array.isArray(value) && value.every(item => fits(schema.items, item))
    default: {
      if (!isMap(value)) return false
      const properties = mapOf(schema.properties)
      const required = Array.isArray(schema.required) ? schema.required : []
      return (
        required.every(name => Object.hasOwn(value, String(name))) &&
        Object.entries(value).every(([name, inside]) =>
          Object.hasOwn(properties, name)
            ? fits(properties[name], inside)
            : preserves || (isMap(schema.additionalProperties) && fits(schema.additionalProperties, inside)),
        )
      )
    }
  }
}

function isMap(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapOf(value: unknown): Schema {
  return isMap(value) ? value : {}
}
