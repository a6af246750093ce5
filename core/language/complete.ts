/** What can be written at a place: fields, values, kinds, annotation keys, and names and labels that the files know. */

import {
  annotationsFor,
  dotted,
  type Facts,
  type Field,
  type Fields,
  fieldAt,
  findAnnotation,
  type KindDeclaration,
  kindCatalogue,
  namespaceOf,
  type Path,
  typeInWords,
  valueAt,
} from '../specs/index.ts'
import type { Analysis } from './analyse.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import { kindIn } from './kind-in.ts'
import { labelKeys, labelValues, namesOf, namespaces } from './known-names.ts'
import type { TextRange } from './text-edit.ts'
import { annotationWords, fieldWords } from './words.ts'

export type CompletionItem = {
  readonly label: string
  readonly kind: 'field' | 'value' | 'kind' | 'annotation' | 'name'
  /** A few words beside the label. */
  readonly detail?: string
  /** Markdown. */
  readonly documentation?: string
  /** What takes the place of `range`; the label when absent. */
  readonly insertText?: string
  readonly range: TextRange
}

export type CompletionContext = { readonly analysis: Analysis; readonly facts: Facts }

/** An item without its range, which is the same for all. */
type Item = Omit<CompletionItem, 'range'>

/** Ranges are in the document's own offsets. All items that fit are returned; narrowing by what is typed is the editor's. */
export function completeAt(text: string, offset: number, context: CompletionContext): readonly CompletionItem[] {
  const cursor = cursorAt(text, offset)
  if (cursor === undefined) return []
  const { base, path } = withoutListItem(cursor.path, text)
  const found = kindIn(text, context.analysis.tree, base)
  const items =
    cursor.at === 'key' ? keysAt({ ...cursor, path }, found, base, context) : valuesAt(path, found, base, context)
  return items.map(item => ({ ...item, range: cursor.word }))
}

/** In a `kind: List` the object at hand is an item of it. */
function withoutListItem(path: Path, text: string): { readonly base: Path; readonly path: Path } {
  const inList =
    path[0] === 'items' && typeof path[1] === 'number' && /^["']?kind["']?[ \t]*:[ \t]*\w*List\b/m.test(text)
  return inList ? { base: path.slice(0, 2), path: path.slice(2) } : { base: [], path }
}

function keysAt(
  cursor: Cursor,
  kind: KindDeclaration | undefined,
  base: Path,
  context: CompletionContext,
): readonly Item[] {
  const present = presentKeys(context.analysis, [...base, ...cursor.path], cursor.typed)
  if (kind === undefined) return cursor.path.length === 0 ? envelopeItems(present) : []
  const field = cursor.path.length === 0 ? undefined : fieldAt(kind, cursor.path)
  if (cursor.path.length > 0 && field === undefined) return []
  const fields = field === undefined ? kind.fields : fieldsOf(field)
  if (fields !== undefined) return fieldItems(fields, present, cursor)
  if (field?.type.is === 'list') return valueItems(field.type.items, context, kind, base)
  if (field?.type.is !== 'map') return field === undefined ? [] : valueItems(field, context, kind, base)
  if (field.type.keys === 'annotations') return annotationItems(kind, present)
  return labelKeys(context.facts, { kind: field.type.chooses, namespace: namespaceAt(context.analysis, base) })
    .filter(key => !present.has(key))
    .map(key => ({ label: key, kind: 'name', detail: 'label', insertText: `${key}: ` }))
}

function fieldsOf({ type }: Field): Fields | undefined {
  return type.is === 'object' ? type.fields : undefined
}

/** Keys that the map has already, without the one that is being written. */
function presentKeys({ tree, objects }: Analysis, path: Path, typed: string): ReadonlySet<string> {
  const whole = objects.length > 0 && tree !== undefined ? objects : []
  const keys = whole.flatMap(({ path: base, object }) => {
    const isBelow = base.every((part, index) => path[index] === part)
    const value = isBelow ? valueAt(object, path.slice(base.length)) : undefined
    return typeof value === 'object' && value !== null ? Object.keys(value) : []
  })
  return new Set(keys.filter(key => key !== typed))
}

function envelopeItems(present: ReadonlySet<string>): readonly Item[] {
  return ['apiVersion', 'kind', 'metadata']
    .filter(name => !present.has(name))
    .map(name => ({ label: name, kind: 'field', insertText: name === 'metadata' ? 'metadata:\n  ' : `${name}: ` }))
}

function fieldItems(fields: Fields, present: ReadonlySet<string>, { column, flow }: Cursor): readonly Item[] {
  return Object.entries(fields)
    .filter(([name, field]) => !present.has(name) && field.setBy !== 'controller')
    .toSorted(([, one], [, other]) => Number(other.required) - Number(one.required))
    .map(([name, field]) => ({
      label: name,
      kind: 'field',
      detail: field.required ? `${typeInWords(field)}, required` : typeInWords(field),
      documentation: fieldWords(name, field),
      insertText: `${name}:${flow ? ' ' : openingOf(field, column)}`,
    }))
}

/** What follows the colon so that the value can be typed at once. */
function openingOf({ type }: Field, column: number): string {
  const deeper = `\n${' '.repeat(column + 2)}`
  if (type.is === 'list') return `${deeper}- `
  return type.is === 'object' || type.is === 'map' ? deeper : ' '
}

function annotationItems(kind: KindDeclaration, present: ReadonlySet<string>): readonly Item[] {
  return annotationsFor(kind)
    .filter(({ key, era, setBy }) => era === 'live' && setBy === 'user' && !present.has(key))
    .map(annotation => ({
      label: annotation.key,
      kind: 'annotation',
      detail: typeInWords(annotation.value),
      documentation: annotationWords(annotation),
      insertText: `${annotation.key}: `,
    }))
}

function valuesAt(
  path: Path,
  kind: KindDeclaration | undefined,
  base: Path,
  context: CompletionContext,
): readonly Item[] {
  const [first] = path
  if (path.length === 1 && first === 'kind') return kindItems()
  if (path.length === 1 && first === 'apiVersion') return versionItems()
  if (dotted(path) === 'metadata.namespace')
    return namespaces(context.facts).map(name => ({ label: name, kind: 'name' }))
  const field = kind === undefined ? undefined : fieldAt(kind, path)
  if (kind === undefined || field === undefined) return []
  const parent = fieldAt(kind, path.slice(0, -1))
  if (parent?.type.is === 'map' && parent.type.keys === 'labels') {
    const from = { kind: parent.type.chooses, namespace: namespaceAt(context.analysis, base) }
    const values = labelValues(context.facts, from, String(path.at(-1)))
    return values.map(value => ({ label: value, kind: 'name', detail: 'label value' }))
  }
  const annotation = parent?.type.is === 'map' ? findAnnotation(kind, String(path.at(-1))) : undefined
  return valueItems(annotation?.value ?? field, context, kind, base, annotation !== undefined)
}

/** Values of one field. An annotation's value is always text, so a flag is quoted there. */
function valueItems(
  field: Field,
  { analysis, facts }: CompletionContext,
  kind: KindDeclaration,
  base: Path,
  quoted = false,
): readonly Item[] {
  const { type } = field
  const offered = type.is === 'choice' ? type.values : type.is === 'text' ? type.suggests : undefined
  if (offered !== undefined) {
    return Object.entries(offered)
      .filter(([value]) => value !== '')
      .map(([value, meaning]) => ({ label: value, kind: 'value', detail: meaning }))
  }
  if (type.is === 'flag') {
    return ['true', 'false'].map(value => ({
      label: value,
      kind: 'value',
      ...(field.default === (value === 'true') ? { detail: 'default' } : {}),
      ...(quoted ? { insertText: `"${value}"` } : {}),
    }))
  }
  if (type.is === 'list') return valueItems(type.items, { analysis, facts }, kind, base, quoted)
  if (type.is !== 'reference') return []
  return namesOf(facts, type.to, namespaceAt(analysis, base)).map(name => ({
    label: name,
    kind: 'name',
    detail: type.to,
  }))
}

/** The namespace that the object at `base` names. */
function namespaceAt({ objects }: Analysis, base: Path): string | undefined {
  const own = objects.find(({ path }) => dotted(path) === dotted(base))?.object
  return own === undefined ? undefined : namespaceOf(own)
}

function kindItems(): readonly Item[] {
  return kindCatalogue.map(({ kind, apiVersion, doc }) => ({
    label: kind,
    kind: 'kind',
    detail: apiVersion,
    documentation: doc,
  }))
}

function versionItems(): readonly Item[] {
  return [...new Set(kindCatalogue.map(({ apiVersion }) => apiVersion))].map(version => ({
    label: version,
    kind: 'value',
    detail: kindCatalogue
      .filter(({ apiVersion }) => apiVersion === version)
      .map(({ kind }) => kind)
      .join(', '),
  }))
}
