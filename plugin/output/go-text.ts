/** A value as kubectl's columns print it, which is as Go does: `map[app:mysql]`, `[a b]`, `<none>`. */

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `map[${entries.map(([key, inside]) => `${key}:${goText(inside)}`).join(' ')}]`
  }
  return String(value)
}
