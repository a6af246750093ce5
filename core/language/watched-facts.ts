/** Facts that note which kinds were asked for, so that a document is checked again only when one of those changed. */

import type { Facts } from '../specs/index.ts'

export function watchedFacts(facts: Facts, asked: Set<string>): Facts {
  const note = <Query extends { readonly kind: string }>(query: Query): Query => {
    asked.add(query.kind)
    return query
  }
  return {
    find: query => facts.find(note(query)),
    list: query => facts.list(note(query)),
    everywhere: query => facts.everywhere(note(query)),
    complete: kind => facts.complete(kind),
  }
}
