/** Where the rules that a snapshot names are, when they are not where it looks for them. */

import { type Facts, type Neighbour, nameOf, namespaceOf } from './facts.ts'
import { rule } from './kinds/rule.ts'
import { nearest } from './nearest.ts'
import { type RuleReference, ruleNamed, type SnapshotOwner, snapshotOwner } from './snapshot-owner.ts'

export type MissingRule = {
  readonly owner: SnapshotOwner
  readonly reference: RuleReference
  /** A Rule that can be in the same namespace and has almost this name. */
  readonly meant: string | undefined
  /** Another namespace, when the owner names its own and a Rule of exactly this name is there and not here. */
  readonly elsewhere: string | undefined
  /** Whether all Rules are known, so that this one does not exist. */
  readonly absent: boolean
  /** Names of the Rules that are known in the same namespace for certain. */
  readonly siblings: readonly string[]
}

/** The references of the object that lead to no known Rule. Names with a slash are left to their own check. */
export function rulesNear(facts: Facts, raw: Neighbour): readonly MissingRule[] {
  const owner = snapshotOwner(raw)
  if (owner === undefined) return []
  return owner.rules
    .filter(({ name }) => !name.includes('/') && ruleNamed(facts, owner, name) === undefined)
    .map(reference => {
      const { kind, apiVersion } = rule
      const here = facts.list({ kind, apiVersion, namespace: owner.namespace })
      const names = here.flatMap(each => nameOf(each) ?? [])
      const twin = facts.everywhere({ kind, apiVersion }).find(each => nameOf(each) === reference.name)
      const siblings = here.filter(each => namespaceOf(each) === owner.namespace).flatMap(each => nameOf(each) ?? [])
      return {
        owner,
        reference,
        meant: twin === undefined ? nearest(reference.name, names) : undefined,
        elsewhere: twin === undefined ? undefined : namespaceOf(twin),
        absent: facts.complete(kind),
        siblings,
      }
    })
}
