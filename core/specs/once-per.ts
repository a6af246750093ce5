/** Remembers what was derived from frozen data, for as long as the data is in use. */

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
