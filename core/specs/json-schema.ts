/** Kinds as JSON Schema, for other editors and tools: draft 7, which most editors read, and 2020-12. */

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

const newest = 'https://json-schema.org/draft/2020-12/schema'

/** One kind in the dialect of 2020-12. */
export function jsonSchema2020(kind: KindDeclaration): JsonObject {
  return { ...jsonSchema(kind), $schema: newest, $id: schemaId(kind) }
}

/** All kinds in one: a document whose apiVersion and kind are one of theirs is held to that one, any other to nothing. */
export function jsonSchemaOf(kinds: readonly KindDeclaration[]): JsonObject {
  return {
    $schema: newest,
    title: 'Kinds that pxsnap knows',
    type: 'object',
    allOf: kinds.map(kind => ({
      if: {
        properties: { apiVersion: { enum: [kind.apiVersion, ...kind.alsoServed] }, kind: { const: kind.kind } },
        required: ['apiVersion', 'kind'],
      },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema names its keyword so.
      then: { $ref: schemaId(kind) },
    })),
    $defs: Object.fromEntries(kinds.map(kind => [kind.stem, jsonSchema2020(kind)])),
  }
}

function schemaId({ apiVersion, kind }: KindDeclaration): string {
  return `urn:pxsnap:${apiVersion.replace('/', ':')}:${kind}`
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
