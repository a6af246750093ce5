/** Sets of fields of an object, as managers own them: paths whose elements are spelled as in FieldsV1. */

import { isMap } from '../../../specs/index.ts'

/** A path joined by {@link separator}: `f:spec`, `f:containers`, `k:{"name":"web"}`, `f:image`. */
export type FieldPath = string
export type FieldSet = ReadonlySet<FieldPath>

/** In no element: names of fields have no control characters, and JSON escapes them. */
export const separator = '\u0000'

export function pathOf(...elements: readonly string[]): FieldPath {
  return elements.join(separator)
}

export function elementsOf(path: FieldPath): readonly string[] {
  return path.split(separator)
}

export function isWithin(path: FieldPath, ancestor: FieldPath): boolean {
  return path === ancestor || path.startsWith(ancestor + separator)
}

export function union(...sets: readonly FieldSet[]): FieldSet {
  return new Set(sets.flatMap(set => [...set]))
}

export function difference(set: FieldSet, taken: FieldSet): FieldSet {
  return new Set([...set].filter(path => !taken.has(path)))
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return new Set([...left].filter(path => right.has(path)))
}

type Tree = { own: boolean; readonly below: Map<string, Tree> }

/** As it stands in `managedFields[].fieldsV1`. Source: Kubernetes, structured-merge-diff, FieldsV1. */
export function toFieldsV1(set: FieldSet): Readonly<Record<string, unknown>> {
  const root: Tree = { own: false, below: new Map() }
  for (const path of set) {
    let tree = root
    for (const element of elementsOf(path)) {
      const next = tree.below.get(element) ?? { own: false, below: new Map() }
      tree.below.set(element, next)
      tree = next
    }
    tree.own = true
  }
  return spellTree(root)
}

function spellTree({ own, below }: Tree): Readonly<Record<string, unknown>> {
  const fields = [...below]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, tree]) => [key, spellTree(tree)])
  return Object.fromEntries(own && below.size > 0 ? [['.', {}], ...fields] : fields)
}

/** What is no FieldsV1 is owned by nobody. */
export function fromFieldsV1(fields: unknown): FieldSet {
  const set = new Set<FieldPath>()
  collect(fields, [], set)
  return set
}

function collect(fields: unknown, path: readonly string[], set: Set<FieldPath>): void {
  if (!isMap(fields)) return
  const names = Object.keys(fields)
  if (path.length > 0 && (names.length === 0 || names.includes('.'))) set.add(pathOf(...path))
  for (const name of names) if (name !== '.') collect(fields[name], [...path, name], set)
}

/** `.spec.containers[name="web"].image`. Source: Kubernetes, structured-merge-diff, Path.String. */
export function spellPath(path: FieldPath): string {
  return elementsOf(path)
    .map(element => {
      const rest = element.slice(2)
      if (element.startsWith('f:')) return `.${rest}`
      if (element.startsWith('v:')) return `[=${rest}]`
      const keys: unknown = element.startsWith('k:') ? JSON.parse(rest) : undefined
      if (!isMap(keys)) return `[${rest}]`
      return `[${Object.entries(keys)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`
    })
    .join('')
}
