/** The schema of each served kind: Kubernetes' own, ours from the declarations in specs, or that of a CRD. */

import {
  entry,
  findKind,
  isMap,
  type Json,
  type JsonObject,
  jsonSchema,
  type KubeObject,
  textOf,
  valueAt,
} from '../../specs/index.ts'
import { kubernetesDefinition, kubernetesKindDefinition, objectMetaDefinition } from './definitions.ts'
import { groupVersionKind, referencePrefix, type Schema } from './schema.ts'

export type KindSchema = {
  /** Of its definition, such as `io.k8s.api.apps.v1.Deployment`. */
  readonly name: string
  readonly schema: Schema
  /** Known through a CustomResourceDefinition, in a real cluster: no strategic merge patch, unknown fields may be kept. */
  readonly custom: boolean
}

/** Undefined for kinds of which nothing is known. A CRD of the cluster goes before what we know of its kind. */
export function kindSchema(
  apiVersion: string,
  kind: string,
  customDefinitions: readonly KubeObject[] = [],
): KindSchema | undefined {
  const name = kubernetesKindDefinition(apiVersion, kind)
  const schema = name === undefined ? undefined : kubernetesDefinition(name)
  if (name !== undefined && schema !== undefined)
    return { name, schema: withKind(schema, apiVersion, kind), custom: false }
  const custom = { name: customName(apiVersion, kind), custom: true }
  for (const definition of customDefinitions) {
    const found = schemaIn(definition, apiVersion, kind)
    if (found !== undefined) return { ...custom, schema: withEnvelope(found, apiVersion, kind) }
  }
  const declared = findKind(apiVersion, kind)
  if (declared === undefined) return undefined
  return { ...custom, schema: withEnvelope(fromJsonSchema(jsonSchema(declared)), apiVersion, kind) }
}

/** `org.libopenstorage.stork.v1alpha1.Rule`. Source: apiextensions, names of definitions. */
function customName(apiVersion: string, kind: string): string {
  const { group, version } = groupVersionKind(apiVersion, kind)
  return [...group.split('.').reverse(), version, kind].join('.')
}

function schemaIn(definition: KubeObject, apiVersion: string, kind: string): Schema | undefined {
  const { group, version } = groupVersionKind(apiVersion, kind)
  if (textOf(valueAt(definition, ['spec', 'group'])) !== group) return undefined
  if (textOf(valueAt(definition, ['spec', 'names', 'kind'])) !== kind) return undefined
  const versions = valueAt(definition, ['spec', 'versions'])
  const found = (Array.isArray(versions) ? versions : []).find(candidate => entry(candidate, 'name') === version)
  const schema = valueAt(found, ['schema', 'openAPIV3Schema'])
  // A schema of a CustomResourceDefinition is one by its own schema; what is odd in it is never read.
  return isMap(schema) ? (schema as Schema) : undefined
}

function withKind(schema: Schema, apiVersion: string, kind: string): Schema {
  return { ...schema, 'x-kubernetes-group-version-kind': [groupVersionKind(apiVersion, kind)] }
}

function withEnvelope(schema: Schema, apiVersion: string, kind: string): Schema {
  const envelope: Readonly<Record<string, Schema>> = {
    apiVersion: { type: 'string', description: 'The API group and version.' },
    kind: { type: 'string', description: 'The kind of object.' },
    metadata: { $ref: `${referencePrefix}${objectMetaDefinition}`, description: 'Name, namespace, labels and more.' },
  }
  return withKind({ ...schema, type: 'object', properties: { ...schema.properties, ...envelope } }, apiVersion, kind)
}

/**
 * JSON Schema as OpenAPI has it. STORK's own CustomResourceDefinitions keep every field they do not know, so maps do
 * the same here; the fields are told for `explain` and for merging.
 */
function fromJsonSchema(schema: JsonObject): Schema {
  const { description, type, format, properties, required, items, additionalProperties, readOnly } = schema
  const options = schema.enum
  const told = typeof description === 'string' ? { description } : {}
  if (Array.isArray(type)) return { ...told, 'x-kubernetes-int-or-string': true }
  if (typeof type !== 'string') return { ...told, 'x-kubernetes-preserve-unknown-fields': true }
  const common = {
    ...told,
    type,
    ...(typeof format === 'string' ? { format } : {}),
    ...(Array.isArray(options) && readOnly !== true ? { enum: options } : {}),
  }
  if (type === 'array') return { ...common, items: isObject(items) ? fromJsonSchema(items) : {} }
  if (type !== 'object') return common
  if (isObject(additionalProperties)) return { ...common, additionalProperties: fromJsonSchema(additionalProperties) }
  const fields = isObject(properties)
    ? Object.entries(properties).map(([name, field]) => [name, isObject(field) ? fromJsonSchema(field) : {}] as const)
    : []
  return {
    ...common,
    ...(fields.length === 0 ? {} : { properties: Object.fromEntries(fields) }),
    ...(Array.isArray(required) && required.length > 0 ? { required: required.map(String) } : {}),
    'x-kubernetes-preserve-unknown-fields': true,
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return isMap(value)
}
