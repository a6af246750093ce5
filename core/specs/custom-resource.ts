/** A kind as a CustomResourceDefinition (apiextensions.k8s.io/v1) with a structural schema, ready to be applied. */

import type { Json, JsonObject } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import { kindCatalogue } from './kinds/catalogue.ts'
import type { KubeObject } from './kube-object.ts'
import { printerColumns } from './printer-columns.ts'
import type { Field, Fields } from './schema.ts'

/** What people read the two CSI groups' approval at. Source: kubernetes-csi external-snapshotter, its definitions. */
const approvals: Readonly<Record<string, string>> = {
  'snapshot.storage.k8s.io': 'https://github.com/kubernetes-csi/external-snapshotter/pull/814',
  'groupsnapshot.storage.k8s.io': 'https://github.com/kubernetes-csi/external-snapshotter/pull/1068',
}

/**
 * The definition of a kind that is not Kubernetes' own; undefined for those that are.
 *
 * What people write is checked: types, required fields, the words of a choice; what is left out gets its default.
 * What controllers write is not: STORK's own fields may be null, have words that we do not know, or be newer than we are.
 * STORK's kinds have no status subresource, because it writes the status with the object. Source: STORK, its definitions.
 */
export function crdOf(kind: KindDeclaration): KubeObject | undefined {
  const group = groupOf(kind)
  if (kind.open || group === undefined) return undefined
  const versions = [kind.apiVersion, ...kind.alsoServed].map(one => one.slice(group.length + 1))
  const isCsi = group in approvals
  const hasStatus = isCsi && !kind.kind.endsWith('Class')
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${kind.plural}.${group}`,
      // Groups under k8s.io are refused without it; the value may say that nobody approved them.
      ...(group.endsWith('.k8s.io')
        ? {
            annotations: {
              'api-approved.kubernetes.io': approvals[group] ?? 'unapproved, an API from before the rule',
            },
          }
        : {}),
    },
    spec: {
      group,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        singular: kind.kind.toLowerCase(),
        ...(kind.shortNames.length === 0 ? {} : { shortNames: ownShortNames(kind) }),
      },
      scope: kind.scope,
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: rootSchema(kind) },
        additionalPrinterColumns: printerColumns(group, kind.kind),
        ...(hasStatus ? { subresources: { status: {} } } : {}),
      })),
    },
  }
}

/** The API group, or undefined for the core group and the groups that Kubernetes serves itself. */
function groupOf({ apiVersion }: KindDeclaration): string | undefined {
  const [group = '', version] = apiVersion.split('/')
  return version === undefined || !group.includes('.') || kubernetesGroups.has(group) ? undefined : group
}

const kubernetesGroups: ReadonlySet<string> = new Set(['storage.k8s.io'])

/** A short name must not be the plural or the singular again: the API server takes each name once. */
function ownShortNames({ kind, plural, shortNames }: KindDeclaration): readonly string[] {
  return shortNames.filter(name => name !== plural && name !== kind.toLowerCase())
}

/** Every definition of ours, in the order of the catalogue. */
export function allDefinitions(): readonly KubeObject[] {
  return kindCatalogue.flatMap(kind => crdOf(kind) ?? [])
}

function rootSchema(kind: KindDeclaration): JsonObject {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...own } = kind.fields
  const required = requiredOf(own, 'people')
  return {
    type: 'object',
    description: kind.doc,
    properties: {
      apiVersion: { type: 'string', description: 'The API group and version.' },
      kind: { type: 'string', description: 'The kind of object.' },
      metadata: { type: 'object' },
      ...propertiesOf(own, 'people'),
    },
    ...(required.length === 0 ? {} : { required }),
  }
}

/** Where a field stands decides how closely it is looked at. `open`: people write it, into a map that we know in part. */
type Place = 'people' | 'open' | 'controller'

function fieldSchema(field: Field, above: Place): JsonObject {
  const place = field.setBy === 'controller' ? 'controller' : above
  const schema = { description: field.doc, ...typeSchema(field, place) }
  if (place === 'controller') return { ...schema, nullable: true }
  return hasDefault(field, place) ? { ...schema, default: field.default ?? null } : schema
}

/** Nothing is written into an open map: to STORK a pair with `options: {}` is another thing than one with a port. */
function hasDefault(field: Field, place: Place): boolean {
  return place === 'people' && field.default !== undefined
}

function typeSchema({ type }: Field, place: Place): JsonObject {
  switch (type.is) {
    case 'text':
    case 'reference':
      return { type: 'string' }
    case 'time':
      return { type: 'string', format: 'date-time' }
    case 'count':
      return { type: 'integer', format: 'int64' }
    case 'flag':
      return { type: 'boolean' }
    case 'quantity':
      return { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true }
    case 'choice':
      return place === 'controller' ? { type: 'string' } : { type: 'string', enum: Object.keys(type.values) }
    case 'map':
      return { type: 'object', additionalProperties: fieldSchema(type.values, place) }
    case 'list':
      return { type: 'array', items: fieldSchema(type.items, place) }
    case 'object': {
      const inside: Place = place === 'people' && type.open ? 'open' : place
      const required = place === 'controller' ? [] : requiredOf(type.fields, inside)
      return {
        type: 'object',
        properties: propertiesOf(type.fields, inside),
        ...(required.length === 0 ? {} : { required }),
        ...(type.open || place === 'controller' ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
      }
    }
    case 'anything':
      return { 'x-kubernetes-preserve-unknown-fields': true }
  }
}

function propertiesOf(fields: Fields, place: Place): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field, place)]))
}

/** A field that gets a default is never missing. */
function requiredOf(fields: Fields, place: Place): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => (field.required && !hasDefault(field, place) ? [name] : []))
}
