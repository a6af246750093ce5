/** Immutable plain JSON: copied once on the way in, shared freely ever after. */

const settled = new WeakSet<object>()

/**
 * The value as frozen plain JSON. Fields that are undefined are left out; what was frozen here before is shared, not
 * copied, so that storing an object with one changed field costs what changed.
 */
export function frozenCopy<T>(value: T): T {
  return freeze(value) as T
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || settled.has(value)) return value
  const copy = Array.isArray(value)
    ? value.map(item => (item === undefined ? null : freeze(item)))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, freeze(item)]),
      )
  settled.add(copy)
  return Object.freeze(copy)
}

/** Whether two values are the same JSON. The order of keys does not matter, and an undefined field is an absent one. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    return left.every((item, index) => sameJson(item, right[index]))
  }
  const one: Readonly<Record<string, unknown>> = { ...left }
  const other: Readonly<Record<string, unknown>> = { ...right }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(key => sameJson(one[key], other[key]))
}
