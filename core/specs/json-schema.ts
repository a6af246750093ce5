/** A kind as JSON Schema (draft 7), for other editors and tools. */

import type { Json, JsonObject } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import type { Field, Fields } from './schema.ts'

export function jsonSchema(kind: KindDeclaration): JsonObject {
  const { apiVersion, alsoServed, kind: title, doc, fields, open } = kind
  const { properties, required, additionalProperties } = objectSchema(fields, open)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    description: doc,
    type: 'object',
    properties: {
      ...(properties as JsonObject),
      apiVersion: {
        description: 'The API group and version.',
        ...(alsoServed.length === 0 ? { const: apiVersion } : { enum: [apiVersion, ...alsoServed] }),
      },
      kind: { description: 'The kind of object.', const: title },
    },
    required: open ? ['apiVersion', 'kind', 'metadata'] : (required ?? []),
    additionalProperties: additionalProperties ?? true,
    'x-kubernetes-group-version-kind': [groupVersionKind(apiVersion, title)],
  }
}

function groupVersionKind(apiVersion: string, kind: string): JsonObject {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  return { group: group ?? '', version: version ?? '', kind }
}

function fieldSchema(field: Field): JsonObject {
  return {
    description: field.doc,
    ...typeSchema(field),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    ...(field.setBy === 'controller' ? { readOnly: true } : {}),
  }
}

function typeSchema({ type }: Field): JsonObject {
  switch (type.is) {
    case 'text':
    case 'reference':
      return { type: 'string' }
    case 'time':
      return { type: 'string', format: 'date-time' }
    case 'count':
      return { type: 'integer' }
    case 'flag':
      return { type: 'boolean' }
    case 'quantity':
      return { type: ['string', 'number'] }
    case 'choice':
      return { type: 'string', enum: Object.keys(type.values) }
    case 'map':
      return { type: 'object', additionalProperties: fieldSchema(type.values) }
    case 'list':
      return { type: 'array', items: fieldSchema(type.items) }
    case 'object':
      return { type: 'object', ...objectSchema(type.fields, type.open) }
    case 'anything':
      return {}
  }
}

function objectSchema(fields: Fields, open: boolean): { readonly [key: string]: Json } {
  const required = Object.entries(fields).flatMap(([name, field]) => (field.required ? [name] : []))
  return {
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required }),
    ...(open ? {} : { additionalProperties: false }),
  }
}
