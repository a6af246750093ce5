/** What a CustomResourceDefinition asks the server to serve. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import type { ScalePaths, ServedKind } from './served-kind.ts'

export const definitionKind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
} as const

export type DefinedVersion = {
  readonly name: string
  readonly served: boolean
  readonly storage: boolean
  /** The structural schema, or undefined when the version has none. */
  readonly schema: unknown
  readonly columns: readonly unknown[]
  readonly subresources: readonly string[]
  readonly scale: ScalePaths | undefined
  /** Paths without the first dot. */
  readonly selectable: readonly string[]
}

/** The versions that the definition names, in its order. */
export function definedVersions(definition: KubeObject): readonly DefinedVersion[] {
  const versions = valueAt(definition, ['spec', 'versions'])
  return (Array.isArray(versions) ? versions : []).map(version => {
    const columns = entry(version, 'additionalPrinterColumns')
    const subresources = entry(version, 'subresources')
    return {
      name: textOf(entry(version, 'name')) ?? '',
      served: entry(version, 'served') === true,
      storage: entry(version, 'storage') === true,
      schema: valueAt(version, ['schema', 'openAPIV3Schema']),
      columns: Array.isArray(columns) ? columns : [],
      subresources: isMap(subresources) ? ['scale', 'status'].filter(name => isMap(subresources[name])) : [],
      scale: scalePaths(entry(subresources, 'scale')),
      selectable: selectablePaths(entry(version, 'selectableFields')),
    }
  })
}

/** How the defined kind is served, or undefined while the definition is not fit to be served. */
export function definedKind(definition: KubeObject): ServedKind | undefined {
  const group = textOf(valueAt(definition, ['spec', 'group']))
  const names = valueAt(definition, ['spec', 'names'])
  const kind = textOf(entry(names, 'kind'))
  const plural = textOf(entry(names, 'plural'))
  const versions = definedVersions(definition)
  const storage = versions.find(version => version.storage)
  if (group === undefined || kind === undefined || plural === undefined || storage === undefined) return undefined
  return {
    apiVersion: `${group}/${storage.name}`,
    versions: versions
      .filter(version => version.served)
      .map(({ name }) => name)
      .sort(newestFirst)
      .map(name => `${group}/${name}`),
    kind,
    scope: valueAt(definition, ['spec', 'scope']) === 'Cluster' ? 'Cluster' : 'Namespaced',
    plural,
    singular: textOf(entry(names, 'singular')) ?? kind.toLowerCase(),
    shortNames: texts(entry(names, 'shortNames')),
    categories: texts(entry(names, 'categories')),
    subresources: storage.subresources,
    ...(storage.schema === undefined ? {} : { schema: storage.schema }),
    ...(storage.scale === undefined ? {} : { scale: storage.scale }),
    ...(storage.selectable.length === 0 ? {} : { selectable: storage.selectable }),
    ...(typeof entry(names, 'listKind') === 'string' ? { listKind: String(entry(names, 'listKind')) } : {}),
    custom: true,
  }
}

function scalePaths(scale: unknown): ScalePaths | undefined {
  const replicas = textOf(entry(scale, 'specReplicasPath'))
  const currentReplicas = textOf(entry(scale, 'statusReplicasPath'))
  if (replicas === undefined || currentReplicas === undefined) return undefined
  const selector = textOf(entry(scale, 'labelSelectorPath'))
  return { replicas, currentReplicas, ...(selector === undefined ? {} : { selector }) }
}

function selectablePaths(fields: unknown): readonly string[] {
  const paths = (Array.isArray(fields) ? fields : []).map(field => textOf(entry(field, 'jsonPath')) ?? '')
  return paths.map(path => path.replace(/^\./, '')).filter(path => path !== '')
}

/** Stable versions before beta before alpha, and higher ones first. Source: Kubernetes, version priority. */
function newestFirst(left: string, right: string): number {
  const [one, other] = [rank(left), rank(right)]
  for (const [index, value] of one.entries()) {
    const difference = (other[index] ?? 0) - value
    if (difference !== 0) return difference
  }
  return left < right ? -1 : 1
}

function rank(version: string): readonly number[] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version)
  if (match === null) return [0, 0, 0]
  const [, major = '0', stage, minor = '0'] = match
  const stability = stage === undefined ? 3 : stage === 'beta' ? 2 : 1
  return [stability, Number(major), Number(minor)]
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : []).filter(item => typeof item === 'string')
}
