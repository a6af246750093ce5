/** A JSON schema as OpenAPI and CustomResourceDefinitions spell it, with the extensions that say how lists are merged. */

import { isMap } from '../../specs/index.ts'

export type Schema = {
  readonly description?: string
  readonly type?: string
  readonly format?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly $ref?: string
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular'
  readonly 'x-kubernetes-patch-strategy'?: string
  readonly 'x-kubernetes-patch-merge-key'?: string
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-embedded-resource'?: boolean
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[]
}

export type GroupVersionKind = { readonly group: string; readonly version: string; readonly kind: string }

export function groupVersionKind(apiVersion: string, kind: string): GroupVersionKind {
  const slash = apiVersion.indexOf('/')
  return slash === -1
    ? { group: '', version: apiVersion, kind }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1), kind }
}

/** Where `$ref` leads, by the name of a definition. */
export type Definitions = (name: string) => Schema | undefined

export const referencePrefix = '#/definitions/'

/** The schema itself, or the one it refers to, with what is said at the reference. */
export function resolved(schema: Schema | undefined, definitions: Definitions): Schema | undefined {
  if (schema?.$ref === undefined) return schema
  const { $ref, ...said } = schema
  const target = definitions($ref.slice(referencePrefix.length))
  return target === undefined ? said : { ...target, ...said }
}

/** The schema of one field of a map: a declared one, or that of the map's other values. */
export function fieldSchema(schema: Schema | undefined, field: string, definitions: Definitions): Schema | undefined {
  const whole = resolved(schema, definitions)
  const { properties, additionalProperties } = whole ?? {}
  if (properties !== undefined && Object.hasOwn(properties, field)) return resolved(properties[field], definitions)
  return isMap(additionalProperties) ? resolved(additionalProperties, definitions) : undefined
}

export function itemSchema(schema: Schema | undefined, definitions: Definitions): Schema | undefined {
  return resolved(resolved(schema, definitions)?.items, definitions)
}

/** Whether maps of this schema may carry fields that it does not declare. */
export function isOpen(schema: Schema | undefined): boolean {
  if (schema === undefined) return true
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return true
  return schema.properties === undefined
}
