/** The OpenAPI documents of a served cluster: version 3, one per group and version, and version 2 as a whole. */

import type { KubeObject } from '../../specs/index.ts'
import { kubernetesDefinition } from './definitions.ts'
import { type KindSchema, kindSchema } from './kind-schemas.ts'
import { type OpenApiResource, type Operation, operationPaths } from './operations.ts'
import { referencePrefix, type Schema } from './schema.ts'

export type Document = { readonly [key: string]: unknown }

const info = { title: 'Kubernetes', version: 'simulated by pxsnap' }

type Kinds = readonly { readonly resource: OpenApiResource; readonly schema: KindSchema | undefined }[]

function kindsOf(resources: readonly OpenApiResource[], customDefinitions: readonly KubeObject[]): Kinds {
  return resources.map(resource => ({
    resource,
    schema: kindSchema(resource.apiVersion, resource.kind, customDefinitions),
  }))
}

/** The OpenAPI 3 document of one API version's resources. */
export function openApiV3(resources: readonly OpenApiResource[], customDefinitions: readonly KubeObject[]): Document {
  const kinds = kindsOf(resources, customDefinitions)
  const schemas = [...reachable(kinds)].map(([name, schema]) => [name, schemaV3(schema)] as const)
  const paths = kinds.flatMap(({ resource, schema }) =>
    operationPaths(resource, schema?.custom ?? true).map(({ path, methods }) => [
      path,
      Object.fromEntries(methods.map(operation => [operation.method, operationV3(operation, schema)])),
    ]),
  )
  return {
    openapi: '3.0.0',
    info,
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  }
}

/**
 * The OpenAPI 2 document of everything. Maps that keep unknown fields are told without their fields, as Kubernetes does:
 * clients that check objects with this document would refuse what the server takes.
 */
export function openApiV2(resources: readonly OpenApiResource[], customDefinitions: readonly KubeObject[]): Document {
  const kinds = kindsOf(resources, customDefinitions)
  const definitions = [...reachable(kinds)].map(([name, schema]) => [name, schemaV2(schema, 'root')] as const)
  const paths = kinds.flatMap(({ resource, schema }) =>
    operationPaths(resource, schema?.custom ?? true).map(({ path, methods }) => [
      path,
      Object.fromEntries(methods.map(operation => [operation.method, operationV2(operation, schema)])),
    ]),
  )
  return { swagger: '2.0', info, paths: Object.fromEntries(paths), definitions: Object.fromEntries(definitions) }
}

/** The schemas of the kinds and of everything that they refer to, sorted by name. */
function reachable(kinds: Kinds): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>()
  const visit = (schema: Schema) => {
    const name = schema.$ref?.slice(referencePrefix.length)
    if (name !== undefined && !found.has(name)) {
      const definition = kubernetesDefinition(name)
      if (definition !== undefined) {
        found.set(name, definition)
        visit(definition)
      }
    }
    for (const field of Object.values(schema.properties ?? {})) visit(field)
    if (schema.items !== undefined) visit(schema.items)
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties)
  }
  for (const { schema } of kinds) {
    if (schema === undefined) continue
    const versions = found.get(schema.name)?.['x-kubernetes-group-version-kind'] ?? []
    const own = schema.schema['x-kubernetes-group-version-kind'] ?? []
    found.set(schema.name, { ...schema.schema, 'x-kubernetes-group-version-kind': [...versions, ...own] })
    visit(schema.schema)
  }
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)))
}

const referencePrefixV3 = '#/components/schemas/'

/** In version 3 nothing stands beside a reference, so a described one is wrapped. */
function schemaV3(schema: Schema): Document {
  const { $ref, properties, items, additionalProperties, ...plain } = schema
  const reference = $ref === undefined ? undefined : { $ref: referencePrefixV3 + $ref.slice(referencePrefix.length) }
  if (reference !== undefined && Object.keys(plain).length === 0) return reference
  return {
    ...(schema.format === 'int-or-string' ? { ...plain, type: undefined, oneOf: intOrString } : plain),
    ...(reference === undefined ? {} : { allOf: [reference] }),
    ...(properties === undefined ? {} : { properties: mapped(properties, schemaV3) }),
    ...(items === undefined ? {} : { items: schemaV3(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: schemaV3(additionalProperties) }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
  }
}

const intOrString = [{ type: 'integer' }, { type: 'string' }]

function schemaV2(schema: Schema, place: 'root' | 'below'): Document {
  const { properties, items, additionalProperties, ...plain } = schema
  const isHidden = place === 'below' && schema['x-kubernetes-preserve-unknown-fields'] === true
  return {
    ...plain,
    ...(properties === undefined || isHidden
      ? {}
      : { properties: mapped(properties, field => schemaV2(field, 'below')) }),
    ...(isHidden ? { required: undefined } : {}),
    ...(items === undefined ? {} : { items: schemaV2(items, 'below') }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: schemaV2(additionalProperties, 'below') }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
  }
}

function mapped(
  fields: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Document,
): Readonly<Record<string, Document>> {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, change(schema)]))
}

function marks({ action, gvk }: Operation): Document {
  return { 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': gvk }
}

function operationV3(operation: Operation, schema: KindSchema | undefined): Document {
  const body = schema === undefined ? { type: 'object' } : { $ref: referencePrefixV3 + schema.name }
  const { id, queries, consumes } = operation
  const content = (types: readonly string[]) => Object.fromEntries(types.map(type => [type, { schema: body }]))
  return {
    operationId: id,
    parameters: queries.map(name => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } })),
    ...(consumes.length === 0 ? {} : { requestBody: { content: content(consumes), required: true } }),
    responses: { 200: { description: 'OK', content: content(['application/json', 'application/yaml']) } },
    ...marks(operation),
  }
}

function operationV2(operation: Operation, schema: KindSchema | undefined): Document {
  const { id, queries, consumes } = operation
  const body = schema === undefined ? { type: 'object' } : { $ref: referencePrefix + schema.name }
  return {
    operationId: id,
    ...(consumes.length === 0 ? {} : { consumes }),
    produces: ['application/json', 'application/yaml'],
    parameters: queries.map(name => ({ name, in: 'query', type: 'string', uniqueItems: true })),
    responses: { 200: { description: 'OK', schema: body } },
    ...marks(operation),
  }
}
