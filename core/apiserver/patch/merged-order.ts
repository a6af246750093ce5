/** The order of a merged list: what the patch names stands as it says, the rest keeps its place among what was there. */

/**
 * `wanted` are keys in the order asked for, `before` keys as they stood; `items` carry their key. Items that `wanted`
 * does not name stay as near to where they were as the wanted order allows.
 *
 * Source: Kubernetes, strategic merge patch, `$setElementOrder`.
 */
export function mergedOrder<T>(
  items: readonly { readonly key: string; readonly value: T }[],
  { wanted, before }: { readonly wanted: readonly string[]; readonly before: readonly string[] },
): readonly T[] {
  const place = new Map(wanted.map((key, index) => [key, index]))
  const stood = new Map(before.map((key, index) => [key, index]))
  const named = items
    .filter(({ key }) => place.has(key))
    .sort((left, right) => (place.get(left.key) ?? 0) - (place.get(right.key) ?? 0))
  const others = items
    .filter(({ key }) => !place.has(key))
    .sort((left, right) => (stood.get(left.key) ?? before.length) - (stood.get(right.key) ?? before.length))
  const merged: T[] = []
  let next = 0
  for (const item of named) {
    const at = stood.get(item.key)
    for (let other = others[next]; other !== undefined; other = others[++next]) {
      if (at === undefined || (stood.get(other.key) ?? before.length) > at) break
      merged.push(other.value)
    }
    merged.push(item.value)
  }
  return [...merged, ...others.slice(next).map(({ value }) => value)]
}
