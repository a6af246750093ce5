/** What makes a CustomResourceDefinition unfit to be stored. */

import { entry, isMap, type KubeObject } from '../../specs/index.ts'
import { definedVersions } from './defined-kind.ts'

/** What is wrong with a definition, or undefined. Source: apiextensions, validation of v1. */
export function definitionProblem(definition: KubeObject): string | undefined {
  const spec = definition.spec
  if (!isMap(spec)) return 'spec: Required value'
  const { group, names, scope } = spec
  if (typeof group !== 'string' || !group.includes('.'))
    return 'spec.group: Invalid value: should be a domain with at least one dot'
  const plural = entry(names, 'plural')
  if (typeof plural !== 'string' || plural === '') return 'spec.names.plural: Required value'
  if (typeof entry(names, 'kind') !== 'string') return 'spec.names.kind: Required value'
  if (scope !== 'Namespaced' && scope !== 'Cluster') return 'spec.scope: Required value: Cluster or Namespaced'
  const name = `${plural}.${group}`
  if (definition.metadata.name !== name)
    return `metadata.name: Invalid value: "${definition.metadata.name}": must be spec.names.plural+"."+spec.group`
  const versions = definedVersions(definition)
  const stored = versions.filter(version => version.storage).length
  if (stored !== 1) return 'spec.versions: Invalid value: must have exactly one version marked as storage version'
  const unschemed = versions.findIndex(({ schema }) => !isMap(schema))
  if (unschemed !== -1)
    return `spec.versions[${unschemed}].schema.openAPIV3Schema: Required value: schemas are required`
  return undefined
}
