/** Where an object departs from its kind's fields. Each sort of problem is worded by its own check under `checks/schema`. */

import { parseQuantity } from '../base/index.ts'
import { isMap } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import type { Path } from './path.ts'
import type { Choices, Field, Fields } from './schema.ts'

export type SchemaProblem =
  | {
      readonly is: 'unknown-field'
      readonly path: Path
      readonly siblings: Fields
      readonly present: readonly string[]
    }
  | { readonly is: 'wrong-type'; readonly path: Path; readonly field: Field; readonly value: unknown }
  | { readonly is: 'missing-field'; readonly path: Path; readonly field: Field }
  | { readonly is: 'unknown-value'; readonly path: Path; readonly values: Choices; readonly value: string }

/** All problems in the order of the fields. Found once per object, since several checks read them. */
export function schemaProblems(kind: KindDeclaration, raw: object): readonly SchemaProblem[] {
  const known = remembered.get(raw)
  if (known !== undefined && known.kind === kind) return known.problems
  const problems: SchemaProblem[] = []
  walkFields({ fields: kind.fields, open: kind.open }, raw as Readonly<Record<string, unknown>>, [], {
    kind,
    report: problem => problems.push(problem),
  })
  remembered.set(raw, { kind, problems })
  return problems
}

const remembered = new WeakMap<
  object,
  { readonly kind: KindDeclaration; readonly problems: readonly SchemaProblem[] }
>()

type Walk = { readonly kind: KindDeclaration; readonly report: (problem: SchemaProblem) => void }
type Shape = { readonly fields: Fields; readonly open: boolean }

function walkFields(shape: Shape, raw: Readonly<Record<string, unknown>>, path: Path, walk: Walk): void {
  for (const [name, value] of Object.entries(raw)) {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined
    if (field !== undefined) walkValue(field, value, [...path, name], walk)
    else if (!shape.open && !walk.kind.open) {
      walk.report({ is: 'unknown-field', path: [...path, name], siblings: shape.fields, present: Object.keys(raw) })
    }
  }
  if (walk.kind.open) return
  for (const [name, field] of Object.entries(shape.fields)) {
    const present = Object.hasOwn(raw, name) && raw[name] !== null
    if (field.required && !present) walk.report({ is: 'missing-field', path: [...path, name], field })
  }
}

function walkValue(field: Field, value: unknown, path: Path, walk: Walk): void {
  // The API server drops nulls, and what controllers write is not for people to put right.
  if (value === null || field.setBy === 'controller') return
  const { type } = field
  if (!fits(field, value)) {
    walk.report({ is: 'wrong-type', path, field, value })
    return
  }
  if (type.is === 'choice' && typeof value === 'string' && !Object.hasOwn(type.values, value)) {
    walk.report({ is: 'unknown-value', path, values: type.values, value })
  }
  if (type.is === 'object' && isMap(value)) walkFields(type, value, path, walk)
  if (type.is === 'map' && isMap(value)) {
    for (const [key, item] of Object.entries(value)) walkValue(type.values, item, [...path, key], walk)
  }
  if (type.is === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) walkValue(type.items, item, [...path, index], walk)
  }
}

function fits({ type }: Field, value: unknown): boolean {
  switch (type.is) {
    case 'text':
    case 'choice':
    case 'reference':
    case 'time':
      return typeof value === 'string'
    case 'count':
      return typeof value === 'number' && Number.isInteger(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'quantity':
      return parseQuantity(value) !== undefined
    case 'map':
    case 'object':
      return isMap(value)
    case 'list':
      return Array.isArray(value)
    case 'anything':
      return true
  }
}
