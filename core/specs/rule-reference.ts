/** Where the rules that an object names are, when they are not where it looks for them. */

import { type Facts, type Neighbour, nameOf, namespaceOf } from './facts.ts'
import { rule } from './kinds/rule.ts'
import { nearest } from './nearest.ts'
import { ruleAt, rulesNamedBy } from './rule-users.ts'
import type { RuleReference } from './snapshot-owner.ts'

export type MissingRule = {
  /** The namespace in which it is looked for; undefined when the object names none. */
  readonly namespace: string | undefined
  readonly reference: RuleReference
  /** A Rule that can be in the same namespace and has almost this name. */
  readonly meant: string | undefined
  /** Another namespace, when the object names its own and a Rule of exactly this name is there and not here. */
  readonly elsewhere: string | undefined
  /** Whether all Rules are known, so that this one does not exist. */
  readonly absent: boolean
  /** Names of the Rules that are known in the same namespace for certain. */
  readonly siblings: readonly string[]
}

/** The references of the object that lead to no known Rule. Names with a slash are left to their own check. */
export function rulesNear(facts: Facts, raw: Neighbour): readonly MissingRule[] {
  const namespace = namespaceOf(raw)
  return rulesNamedBy(raw)
    .filter(({ name }) => !name.includes('/') && ruleAt(facts, raw, name) === undefined)
    .map(reference => {
      const { kind, apiVersion } = rule
      const here = facts.list({ kind, apiVersion, namespace })
      const names = here.flatMap(each => nameOf(each) ?? [])
      const twin = facts.everywhere({ kind, apiVersion }).find(each => nameOf(each) === reference.name)
      const siblings = here.filter(each => namespaceOf(each) === namespace).flatMap(each => nameOf(each) ?? [])
      return {
        namespace,
        reference,
        meant: twin === undefined ? nearest(reference.name, names) : undefined,
        elsewhere: twin === undefined ? undefined : namespaceOf(twin),
        absent: facts.complete(kind),
        siblings,
      }
    })
}
