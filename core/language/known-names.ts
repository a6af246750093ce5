/** Names and labels that occur in the files at hand, sorted. */

import type { Labels } from '../base/index.ts'
import { type Facts, kindCatalogue, knownClaims, labelsOf, nameOf, namespaceOf, podTemplates } from '../specs/index.ts'

/** Names of the kind's objects that can be in that namespace. */
export function namesOf(facts: Facts, kind: string, namespace: string | undefined): readonly string[] {
  if (kind === 'Namespace') return namespaces(facts)
  if (kind === 'PersistentVolumeClaim') return sorted(knownClaims(facts, namespace).map(({ name }) => name))
  // A reference to a kind that two API groups have means STORK's.
  const [first, second] = kindCatalogue.filter(each => each.kind === kind)
  const apiVersion = second === undefined ? undefined : first?.apiVersion
  const query = apiVersion === undefined ? { kind, namespace } : { kind, namespace, apiVersion }
  return sorted(facts.list(query).map(object => nameOf(object)))
}

/** Namespaces that are declared, or that some object is in. */
export function namespaces(facts: Facts): readonly string[] {
  const declared = facts.everywhere({ kind: 'Namespace' }).map(nameOf)
  const used = kindCatalogue.flatMap(({ kind }) => facts.everywhere({ kind }).map(namespaceOf))
  return sorted([...declared, ...used])
}

/** Whose labels are meant: of objects of one kind or of all, in one namespace or in any. */
export type LabelSource = { readonly kind: string | undefined; readonly namespace: string | undefined }

/** Label keys of that kind's objects, pods being those of workloads too; of all objects when no kind is given. */
export function labelKeys(facts: Facts, from: LabelSource): readonly string[] {
  return sorted(labelSets(facts, from).flatMap(labels => Object.keys(labels)))
}

/** Values that the label has there. */
export function labelValues(facts: Facts, from: LabelSource, key: string): readonly string[] {
  return sorted(labelSets(facts, from).flatMap(labels => (Object.hasOwn(labels, key) ? [labels[key]] : [])))
}

function labelSets(facts: Facts, { kind, namespace }: LabelSource): readonly Labels[] {
  if (kind === 'Pod') return podTemplates(facts, namespace).map(({ labels }) => labels)
  if (kind === 'PersistentVolumeClaim') return knownClaims(facts, namespace).map(({ labels }) => labels)
  const kinds = kind === undefined ? kindCatalogue.map(each => each.kind) : [kind]
  return kinds.flatMap(each => facts.list({ kind: each, namespace }).map(labelsOf))
}

function sorted(names: readonly (string | undefined)[]): readonly string[] {
  const known = names.filter(name => name !== undefined && name !== '')
  return [...new Set(known as readonly string[])].toSorted()
}
