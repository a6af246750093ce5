/** Facts that note which kinds were asked for, so that a check is repeated only when objects of those have changed. */

import type { FactQuery, Facts, Known, Neighbour } from '../specs/index.ts'

type Derived = { readonly value: unknown; readonly asked: ReadonlySet<string> }

/** One for all checks; `watch` says whose questions are being noted. */
export class WatchedFacts implements Facts {
  private asked = new Set<string>()
  private unused: Set<string> | undefined
  /** What was derived, with the kinds it depends on: whoever uses it depends on them too. */
  private readonly derived = new Map<unknown, Derived>()
  private readonly facts: Facts

  constructor(facts: Facts) {
    this.facts = facts
  }

  /** The kinds that `work` asks for, besides what it returns. */
  watch<Result>(work: () => Result): { readonly result: Result; readonly asked: ReadonlySet<string> } {
    const outer = this.asked
    const asked = this.unused ?? new Set()
    this.asked = asked
    this.unused = undefined
    try {
      const result = work()
      return { result, asked: asked.size === 0 ? nothing : asked }
    } finally {
      this.asked = outer
      // Most checks ask nothing, and the next one can use the same set.
      if (asked.size === 0) this.unused = asked
    }
  }

  find(query: FactQuery & { readonly name: string }): Known {
    this.asked.add(query.kind)
    return this.facts.find(query)
  }

  list(query: Parameters<Facts['list']>[0]): readonly Neighbour[] {
    this.asked.add(query.kind)
    return this.facts.list(query)
  }

  everywhere(query: Omit<FactQuery, 'namespace'>): readonly Neighbour[] {
    this.asked.add(query.kind)
    return this.facts.everywhere(query)
  }

  complete(kind: string): boolean {
    return this.facts.complete(kind)
  }

  derive<Value>(make: (facts: Facts) => Value): Value {
    let known = this.derived.get(make)
    if (known === undefined) {
      const { result, asked } = this.watch(() => make(this))
      known = { value: result, asked }
      this.derived.set(make, known)
    }
    for (const kind of known.asked) this.asked.add(kind)
    return known.value as Value
  }
}

const nothing: ReadonlySet<string> = new Set()
