/** Labels that the workloads carry and their claims do not. The objects are migrated, their data stays behind. */

import { matchesLabels } from '../../../base/index.ts'
import { certainClaims, certainMatches } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { labelsOf } from '../../facts.ts'
import { isMap, textOf } from '../../json.ts'
import { bodyPath, migrationBody, migrationKinds, textsIn } from '../../migration-body.ts'
import type { PodTemplate } from '../../workloads.ts'

export const selectorsMissClaims = check(migrationKinds, {
  code: 'migration/selectors-miss-claims',
  severity: 'warning',
  help: 'Label the claims too; every object needs all of the labels to be migrated.',
  find: (_, { raw, facts }) => {
    const body = migrationBody(raw)
    const selectors = selectorOf(body?.selectors)
    if (selectors === undefined || body?.includeVolumes === false) return []
    return textsIn(raw, 'namespaces').flatMap(({ name: namespace }) => {
      const inside = (object: { readonly namespace: string | undefined }) => object.namespace === namespace
      const claims = certainClaims(facts, namespace).filter(inside)
      const users = certainMatches(facts, namespace, selectors).filter(
        each => inside(each) && matchesLabels(selectors, labelsOf(each.workload)),
      )
      const left = claims.filter(({ name, labels }) => isUsed(users, name) && !matchesLabels(selectors, labels))
      if (left.length === 0 || left.length < usedBy(users).length) return []
      const names = left.map(({ name }) => `\`${name}\``).join(', ')
      return [
        at(
          [...bodyPath(raw), 'selectors'],
          `The application carries these labels and its claims do not: ${names} would not be migrated.`,
        ),
      ]
    })
  },
})

function isUsed(users: readonly PodTemplate[], claim: string): boolean {
  return usedBy(users).includes(claim)
}

function usedBy(users: readonly PodTemplate[]): readonly string[] {
  return [...new Set(users.flatMap(({ claims }) => claims))]
}

function selectorOf(selectors: unknown): Readonly<Record<string, string>> | undefined {
  if (!isMap(selectors)) return undefined
  const pairs = Object.entries(selectors).flatMap(([key, value]) => {
    const text = textOf(value)
    return text === undefined ? [] : [[key, text] as const]
  })
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}
