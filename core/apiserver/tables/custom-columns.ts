/** The tables of kinds that definitions bring: what their printer columns say. Source: apiextensions, table convertor. */

import { entry, isMap, textOf } from '../../specs/index.ts'
import { ageColumn, nameColumn } from './cells.ts'
import type { Cell, Column } from './column.ts'
import { ageOf } from './human-duration.ts'
import { valuesAt } from './json-path.ts'

/** A definition without columns prints names and ages. */
export function customColumns(declared: readonly unknown[]): readonly Column[] {
  if (declared.length === 0) return [nameColumn, ageColumn]
  return [nameColumn, ...declared.map(columnOf)]
}

function columnOf(declared: unknown): Column {
  const path = textOf(entry(declared, 'jsonPath')) ?? ''
  const type = typeOf(entry(declared, 'type'))
  const priority = entry(declared, 'priority')
  return {
    name: textOf(entry(declared, 'name')) ?? '',
    type,
    description: textOf(entry(declared, 'description')) ?? '',
    wide: typeof priority === 'number' && priority > 0,
    cell: (object, { now }) => {
      const [value] = valuesAt(object, path)
      if (type === 'date') return value === undefined ? null : ageOf(value, now)
      return spelled(value, type)
    },
  }
}

function typeOf(type: unknown): Column['type'] {
  return type === 'integer' || type === 'number' || type === 'boolean' || type === 'date' ? type : 'string'
}

function spelled(value: unknown, type: Column['type']): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return type === 'string' ? String(value) : value
  if (typeof value === 'string') return value
  return isMap(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)
}
