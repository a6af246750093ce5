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
  const copy = Array.isArray(value) ? value.map(item => (item === undefined ? null : freeze(item))) : freezeMap(value)
  settled.add(copy)
  return Object.freeze(copy)
}

/** Every write goes through here, so this is a loop and not a chain of copies. */
function freezeMap(map: object): object {
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(map)) {
    if (item === undefined) continue
    // A key of this name would set the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: freeze(item), enumerable: true })
    else copy[key] = freeze(item)
  }
  return copy
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
