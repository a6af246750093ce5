/** Reads single fields of objects whose shape is not known for sure. */

import { type Path, valueAt } from '../specs/index.ts'

/** The text at the path, or undefined when there is none. */
export function textAt(object: unknown, ...path: Path): string | undefined {
  const value = valueAt(object, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberAt(object: unknown, ...path: Path): number | undefined {
  const value = valueAt(object, path)
  return typeof value === 'number' ? value : undefined
}

/** The items of the list at the path; none when there is no list. */
export function listAt(object: unknown, ...path: Path): readonly unknown[] {
  const value = valueAt(object, path)
  return Array.isArray(value) ? value : []
}

/** The texts in the list at the path. */
export function textsAt(object: unknown, ...path: Path): readonly string[] {
  return listAt(object, ...path).filter((item): item is string => typeof item === 'string')
}

/** The map at the path as sorted entries; none when there is no map. */
export function entriesAt(object: unknown, ...path: Path): readonly (readonly [string, unknown])[] {
  const value = valueAt(object, path)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
}
