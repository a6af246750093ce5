/** What several tables show in the same way. */

import { entry, isMap, type KubeObject, type Path, textOf, valueAt } from '../../specs/index.ts'
import { selectorText } from '../scale.ts'
import type { Cell, Column } from './column.ts'
import { ageOf } from './human-duration.ts'

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: ({ metadata }) => metadata.name,
}

export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now),
}

/** A column that shows the text at a path, or `absent`. */
export function textColumn(
  name: string,
  path: Path,
  options: { readonly absent?: string; readonly wide?: boolean } = {},
): Column {
  const { absent = '<none>', wide = false } = options
  return { name, type: 'string', wide, cell: object => textAt(object, path, absent) }
}

/** A column that shows the whole number at a path, or 0. */
export function numberColumn(name: string, path: Path): Column {
  return { name, type: 'integer', cell: object => numberAt(object, path) }
}

export function textAt(object: unknown, path: Path, absent = ''): string {
  const value = valueAt(object, path)
  if (value === undefined || value === null || value === '') return absent
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function numberAt(object: unknown, path: Path): number {
  const value = valueAt(object, path)
  return typeof value === 'number' ? value : 0
}

export function listAt(object: unknown, path: Path): readonly unknown[] {
  const value = valueAt(object, path)
  return Array.isArray(value) ? value : []
}

/** How many keys the map at the path has. */
export function sizeAt(object: unknown, path: Path): number {
  const value = valueAt(object, path)
  return isMap(value) ? Object.keys(value).length : 0
}

/** Containers, images and selector of a workload, for wide tables. */
export function workloadColumns(selector = true): readonly Column[] {
  const containers = (object: KubeObject) => listAt(object, ['spec', 'template', 'spec', 'containers'])
  const named = (object: KubeObject, field: string) =>
    containers(object)
      .map(each => textOf(entry(each, field)) ?? '')
      .join(',')
  return [
    { name: 'Containers', type: 'string', wide: true, cell: object => named(object, 'name') },
    { name: 'Images', type: 'string', wide: true, cell: object => named(object, 'image') },
    ...(selector ? [selectorColumn(['spec', 'selector'])] : []),
  ]
}

export function selectorColumn(path: Path): Column {
  return {
    name: 'Selector',
    type: 'string',
    wide: true,
    cell: object => selectorText(valueAt(object, path)) || '<none>',
  }
}

/** The status of a condition, or undefined when the object has none of that type. */
export function conditionOf(object: KubeObject, type: string): string | undefined {
  const found = listAt(object, ['status', 'conditions']).find(condition => entry(condition, 'type') === type)
  return textOf(entry(found, 'status'))
}

/** `RWO,ROX` and so on. Source: Kubernetes, volume access modes. */
export function accessModes(modes: readonly unknown[]): string {
  return modes.map(mode => shortModes[String(mode)] ?? String(mode)).join(',')
}

const shortModes: Readonly<Record<string, Cell & string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}
