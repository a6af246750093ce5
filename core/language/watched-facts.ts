/** Facts that note which kinds were asked for, so that a document is checked again only when one of those changed. */

import type { Facts } from '../specs/index.ts'

type Derived = { readonly value: unknown; readonly asked: ReadonlySet<string> }

/** What was derived from facts, with the kinds it depends on: whoever uses it depends on them too. */
export type DerivedFacts = Map<unknown, Derived>

export function watchedFacts(facts: Facts, asked: Set<string>, derived: DerivedFacts): Facts {
  const note = <Query extends { readonly kind: string }>(query: Query): Query => {
    asked.add(query.kind)
    return query
  }
  return {
    find: query => facts.find(note(query)),
    list: query => facts.list(note(query)),
    everywhere: query => facts.everywhere(note(query)),
    complete: kind => facts.complete(kind),
    derive<Value>(make: (facts: Facts) => Value): Value {
      let known = derived.get(make)
      if (known === undefined) {
        const needed = new Set<string>()
        known = { value: make(watchedFacts(facts, needed, derived)), asked: needed }
        derived.set(make, known)
      }
      for (const kind of known.asked) asked.add(kind)
      return known.value as Value
    },
  }
}
