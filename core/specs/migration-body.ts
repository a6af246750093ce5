/** What a Migration or a MigrationSchedule migrates, and where it says so. */

import type { Neighbour } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import { migration } from './kinds/migration.ts'
import { migrationSchedule } from './kinds/migration-schedule.ts'
import { type Path, valueAt } from './path.ts'

export const migrationKinds = [migration, migrationSchedule] as const

export type NamedAt = { readonly name: string; readonly path: Path }

/** Where the fields of the migration stand. */
export function bodyPath(raw: Neighbour): Path {
  return raw.kind === migrationSchedule.kind ? ['spec', 'template', 'spec'] : ['spec']
}

/** The fields of the migration; undefined when there are none. */
export function migrationBody(raw: Neighbour): Neighbour | undefined {
  const body = valueAt(raw, bodyPath(raw))
  return isMap(body) ? body : undefined
}

/** The texts of a list within the migration, each with its place; other values are left out. */
export function textsIn(raw: Neighbour, field: string): readonly NamedAt[] {
  const list = entry(migrationBody(raw), field)
  if (!Array.isArray(list)) return []
  return list.flatMap((item, index) => {
    const name = textOf(item)
    return name === undefined ? [] : [{ name, path: [...bodyPath(raw), field, index] }]
  })
}
