/** The words for a kind and its fields, as `kubectl explain` has them for kinds that ship a schema. */

import { findAnnotation } from './annotations.ts'
import type { Json } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import type { Field, Fields } from './schema.ts'

export type FieldExplanation = {
  /** The field's own name; the kind's for the object as a whole. */
  readonly name: string
  /** In words: `text`, `list of maps`, `name of a Rule`. */
  readonly type: string
  readonly required: boolean
  readonly doc: string
  readonly default?: Json
  readonly since?: string
  readonly source?: string
  readonly setBy?: 'controller'
  /** Legal values with their meaning. */
  readonly values?: Readonly<Record<string, string>>
  /** The fields within, one level deep. */
  readonly fields: readonly FieldExplanation[]
}

/**
 * Explains the field at the path below the object, such as `['spec', 'pvcSelector']`; with no path, the kind.
 * List positions are left out. Undefined when the kind has no such field.
 */
export function explainField(kind: KindDeclaration, path: readonly string[]): FieldExplanation | undefined {
  if (path.length === 0) {
    const { kind: name, doc, fields } = kind
    return { name, type: 'object', required: true, doc, fields: childrenOf(fields) }
  }
  const field = fieldAt(kind, path)
  return field === undefined ? undefined : explain(path.at(-1) ?? '', field, 'with children')
}

/** The field at the path; positions in lists may be given or left out. Annotations that we know count as fields. */
export function fieldAt(kind: KindDeclaration, path: readonly (string | number)[]): Field | undefined {
  let fields: Fields | undefined = kind.fields
  let field: Field | undefined
  for (const part of path) {
    if (typeof part === 'number') {
      field = field?.type.is === 'list' ? field.type.items : undefined
    } else if (field?.type.is === 'map') {
      const { keys, values }: { keys?: string; values: Field } = field.type
      field = (keys === 'annotations' ? findAnnotation(kind, part)?.value : undefined) ?? values
    } else {
      field = fields !== undefined && Object.hasOwn(fields, part) ? fields[part] : undefined
    }
    if (field === undefined) return undefined
    fields = fieldsIn(field)
  }
  return field
}

/** What may stand in a field, in words. */
export function typeInWords(field: Field): string {
  const { type } = field
  switch (type.is) {
    case 'text':
      return 'text'
    case 'count':
      return 'whole number'
    case 'flag':
      return 'true or false'
    case 'quantity':
      return 'quantity'
    case 'time':
      return 'time'
    case 'choice':
      return `one of ${Object.keys(type.values)
        .filter(value => value !== '')
        .join(', ')}`
    case 'reference':
      return `name of a ${type.to}`
    case 'map':
      return type.keys ?? `map of ${typeInWords(type.values)}`
    case 'list':
      return `list of ${type.items.type.is === 'object' ? 'maps' : typeInWords(type.items)}`
    case 'object':
      return 'map'
    case 'anything':
      return 'anything'
  }
}

/** The fields within a field, through lists. */
function fieldsIn({ type }: Field): Fields | undefined {
  if (type.is === 'object') return type.fields
  return type.is === 'list' ? fieldsIn(type.items) : undefined
}

function childrenOf(fields: Fields | undefined): readonly FieldExplanation[] {
  return Object.entries(fields ?? {}).map(([name, field]) => explain(name, field, 'alone'))
}

function explain(name: string, field: Field, depth: 'alone' | 'with children'): FieldExplanation {
  const { required, doc, since, source, setBy, type } = field
  return {
    name,
    type: typeInWords(field),
    required,
    doc,
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(since === undefined ? {} : { since }),
    ...(source === undefined ? {} : { source }),
    ...(setBy === undefined ? {} : { setBy }),
    ...(type.is === 'choice' ? { values: type.values } : {}),
    fields: depth === 'alone' ? [] : childrenOf(fieldsIn(field)),
  }
}
