/** Kubernetes' own definitions, read from their short notation when they are asked for. */

import { apiextensionsSchemas } from './kubernetes/apiextensions.ts'
import { appsSchemas } from './kubernetes/apps.ts'
import { authenticationSchemas } from './kubernetes/authentication.ts'
import { authorizationSchemas } from './kubernetes/authorization.ts'
import { autoscalingSchemas } from './kubernetes/autoscaling.ts'
import { batchSchemas } from './kubernetes/batch.ts'
import { coordinationSchemas } from './kubernetes/coordination.ts'
import { coreSchemas } from './kubernetes/core.ts'
import { discoverySchemas } from './kubernetes/discovery.ts'
import { eventsSchemas } from './kubernetes/events.ts'
import { intstrSchemas } from './kubernetes/intstr.ts'
import { metaSchemas } from './kubernetes/meta.ts'
import { networkingSchemas } from './kubernetes/networking.ts'
import { policySchemas } from './kubernetes/policy.ts'
import { rbacSchemas } from './kubernetes/rbac.ts'
import { resourceSchemas } from './kubernetes/resource.ts'
import { runtimeSchemas } from './kubernetes/runtime.ts'
import { schedulingSchemas } from './kubernetes/scheduling.ts'
import { storageSchemas } from './kubernetes/storage.ts'
import { referencePrefix, type Schema } from './schema.ts'

/**
 * The notation: a definition begins at the margin, its fields are indented by two blanks. A line is the name, for
 * definitions without fields ` = ` and a type, for fields `*` when required and the type, then marks, then `|` and a
 * description in our own words, if any: Kubernetes' are not copied. Types: `string`, `integer:int32`, `[item]`, `{value}`, `any`, or the name of another definition.
 */
const notations: Readonly<Record<string, string>> = {
  apiextensions: apiextensionsSchemas,
  apps: appsSchemas,
  authentication: authenticationSchemas,
  authorization: authorizationSchemas,
  autoscaling: autoscalingSchemas,
  batch: batchSchemas,
  coordination: coordinationSchemas,
  core: coreSchemas,
  discovery: discoverySchemas,
  events: eventsSchemas,
  intstr: intstrSchemas,
  meta: metaSchemas,
  networking: networkingSchemas,
  policy: policySchemas,
  rbac: rbacSchemas,
  resource: resourceSchemas,
  runtime: runtimeSchemas,
  scheduling: schedulingSchemas,
  storage: storageSchemas,
}

const longPrefixes: Readonly<Record<string, string>> = {
  apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.',
  meta: 'io.k8s.apimachinery.pkg.apis.meta.',
  resource: 'io.k8s.apimachinery.pkg.api.resource.',
  intstr: 'io.k8s.apimachinery.pkg.util.intstr.',
  runtime: 'io.k8s.apimachinery.pkg.runtime.',
}

/** API groups by the first word of a definition's short name. Source: Kubernetes, packages of the API. */
const groups: Readonly<Record<string, string>> = {
  apiextensions: 'apiextensions.k8s.io',
  apps: 'apps',
  authentication: 'authentication.k8s.io',
  authorization: 'authorization.k8s.io',
  autoscaling: 'autoscaling',
  batch: 'batch',
  coordination: 'coordination.k8s.io',
  core: '',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  networking: 'networking.k8s.io',
  policy: 'policy',
  rbac: 'rbac.authorization.k8s.io',
  scheduling: 'scheduling.k8s.io',
  storage: 'storage.k8s.io',
}

const read = new Map<string, ReadonlyMap<string, Schema>>()

/** The definition of that long name, such as `io.k8s.api.core.v1.Pod`. */
export function kubernetesDefinition(name: string): Schema | undefined {
  const short = shortName(name)
  const [group = ''] = short.split('.')
  return definitionsOf(group).get(short)
}

/** The long name of the definition of a kind, such as `io.k8s.api.apps.v1.Deployment`; undefined when there is none. */
export function kubernetesKindDefinition(apiVersion: string, kind: string): string | undefined {
  const slash = apiVersion.indexOf('/')
  const [apiGroup, version] =
    slash === -1 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)]
  const group = Object.keys(groups).find(word => groups[word] === apiGroup)
  if (group === undefined) return undefined
  const short = `${group}.${version}.${kind}`
  return definitionsOf(group).has(short) ? longName(short) : undefined
}

export const objectMetaDefinition = longName('meta.v1.ObjectMeta')

function definitionsOf(group: string): ReadonlyMap<string, Schema> {
  const known = read.get(group)
  if (known !== undefined) return known
  const definitions = Object.hasOwn(notations, group) ? readNotation(notations[group] ?? '') : new Map<string, Schema>()
  read.set(group, definitions)
  return definitions
}

type Draft = { schema: Schema; properties: Record<string, Schema>; required: string[] }

function readNotation(text: string): ReadonlyMap<string, Schema> {
  const drafts = new Map<string, Draft>()
  let current: Draft | undefined
  for (const line of text.split('\n')) {
    if (line === '') continue
    const bar = line.indexOf(' | ')
    const description = bar === -1 ? {} : { description: line.slice(bar + 3) }
    const words = (bar === -1 ? line : line.slice(0, bar)).trim().split(' ')
    const [name = '', ...rest] = words
    if (!line.startsWith('  ')) {
      const type = rest[0] === '=' ? typeSchema(rest[1] ?? 'any') : { type: 'object' }
      const marks = marksSchema(rest[0] === '=' ? rest.slice(2) : rest)
      current = { schema: { ...description, ...type, ...marks }, properties: {}, required: [] }
      drafts.set(name, current)
      continue
    }
    if (current === undefined) continue
    const [type = 'any', ...marks] = rest
    const field = name.startsWith('*') ? name.slice(1) : name
    if (field !== name) current.required.push(field)
    current.properties[field] = { ...description, ...typeSchema(type), ...marksSchema(marks) }
  }
  return new Map(
    [...drafts].map(([name, { schema, properties, required }]) => [
      name,
      {
        ...schema,
        ...(Object.keys(properties).length === 0 ? {} : { properties }),
        ...(required.length === 0 ? {} : { required }),
      },
    ]),
  )
}

function typeSchema(text: string): Schema {
  if (text === 'any') return {}
  if (text.startsWith('[')) return { type: 'array', items: typeSchema(text.slice(1, -1)) }
  if (text.startsWith('{')) return { type: 'object', additionalProperties: typeSchema(text.slice(1, -1)) }
  if (text.includes('.')) return { $ref: `${referencePrefix}${longName(text)}` }
  const [type = '', format] = text.split(':')
  return format === undefined ? { type } : { type, format }
}

function marksSchema(marks: readonly string[]): Schema {
  let schema: Schema = {}
  for (const mark of marks) {
    const sign = mark.indexOf('=')
    const value = mark.slice(sign + 1)
    switch (mark.slice(0, sign)) {
      case 'list':
        schema = { ...schema, ...listSchema(value) }
        break
      case 'map':
        schema = { ...schema, 'x-kubernetes-map-type': value === 'atomic' ? 'atomic' : 'granular' }
        break
      case 'patch':
        schema = { ...schema, 'x-kubernetes-patch-strategy': value }
        break
      case 'key':
        schema = { ...schema, 'x-kubernetes-patch-merge-key': value }
        break
      case 'default':
        schema = { ...schema, default: JSON.parse(value) }
    }
  }
  return schema
}

function listSchema(value: string): Schema {
  if (value.startsWith('map:')) {
    return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': value.slice('map:'.length).split(',') }
  }
  return { 'x-kubernetes-list-type': value === 'set' ? 'set' : 'atomic' }
}

function longName(short: string): string {
  const [first = ''] = short.split('.')
  const prefix = Object.hasOwn(longPrefixes, first) ? longPrefixes[first] : undefined
  return prefix === undefined ? `io.k8s.api.${short}` : prefix + short.slice(first.length + 1)
}

function shortName(long: string): string {
  const found = Object.entries(longPrefixes).find(([, prefix]) => long.startsWith(prefix))
  if (found !== undefined) return `${found[0]}.${long.slice(found[1].length)}`
  return long.startsWith('io.k8s.api.') ? long.slice('io.k8s.api.'.length) : long
}
