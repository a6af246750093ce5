/** Remembers what was derived from frozen data, for as long as the data is in use. */

import type { Facts } from './facts.ts'

export function oncePer<Data extends object, Derived>(derive: (data: Data) => Derived): (data: Data) => Derived {
  const remembered = new WeakMap<Data, { readonly derived: Derived }>()
  return data => {
    const known = remembered.get(data)
    if (known !== undefined) return known.derived
    const derived = derive(data)
    remembered.set(data, { derived })
    return derived
  }
}

/** The same for facts, which may want to know who asked for what. */
export function oncePerFacts<Derived>(derive: (facts: Facts) => Derived): (facts: Facts) => Derived {
  return facts => facts.derive(derive)
}

/** The items by each of their keys, in their order. */
export function groupedBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [item])
      else group.push(item)
    }
  }
  return groups
}
