/** Where in an object: map keys and list positions from the top. */

export type Path = readonly (string | number)[]

/** A path from `spec.rules[0].value`. Keys that contain dots, such as annotations, are written as an array instead. */
export function pathOf(dotted: string | Path): Path {
  if (typeof dotted !== 'string') return dotted
  if (dotted === '') return []
  return dotted.split('.').flatMap(part => {
    const positions = [...part.matchAll(/\[(\d+)\]/g)].map(match => Number(match[1]))
    const key = part.replace(/\[\d+\]/g, '')
    return key === '' ? positions : [key, ...positions]
  })
}

/** The path as people write it: `rules[0].actions[1].value`; keys that are not plain words are quoted in brackets. */
export function dotted(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (!/^[A-Za-z_][\w-]*$/.test(part)) return `${text}["${part}"]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

/** The value at the path, or undefined when the path leads nowhere. */
export function valueAt(object: unknown, path: Path): unknown {
  let value = object
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[part]
  }
  return value
}
