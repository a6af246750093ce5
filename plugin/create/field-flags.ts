/** The flags of `create KIND`: one for every field that people set, named after the field. */

import { annotationsFor, type Field, type KindDeclaration } from '@pxsnap/core/specs'

export type FieldFlag = {
  /** Without the dashes: `max-retries`. */
  readonly name: string
  readonly path: readonly string[]
  readonly field: Field
}

/** In the order of the fields, annotations last. A name that two fields would share is the whole path of each. */
export function fieldFlags(kind: KindDeclaration): readonly FieldFlag[] {
  const { apiVersion: _, kind: __, metadata: ___, status: ____, ...body } = kind.fields
  const fields = Object.entries(body).flatMap(([name, field]) => leaves([name], field))
  const annotations = annotationsFor(kind.kind)
    .filter(({ setBy, era, key }) => setBy === 'user' && era === 'live' && !key.endsWith('/'))
    .map(({ key, value }): Leaf => ({ path: ['metadata', 'annotations', key], field: value, short: lastPart(key) }))
  const all = [...fields, ...annotations]
  const count = (name: string) => all.filter(({ short }) => short === name).length
  return all.map(({ path, field, short }) => ({
    name: count(short) === 1 ? short : kebab(path.join('-')),
    path,
    field,
  }))
}

type Leaf = { readonly path: readonly string[]; readonly field: Field; readonly short: string }

function leaves(path: readonly string[], field: Field): readonly Leaf[] {
  if (field.setBy === 'controller') return []
  const { type } = field
  if (type.is !== 'object' || Object.keys(type.fields).length === 0) return [{ path, field, short: shortName(path) }]
  return Object.entries(type.fields).flatMap(([name, inner]) => leaves([...path, name], inner))
}

/** A selector is meant by its own name: `--pvc-selector app=mysql`. */
function shortName(path: readonly string[]): string {
  const last = path.at(-1) ?? ''
  if (last === 'matchLabels') return kebab(path.at(-2) ?? last)
  return kebab(last === 'matchExpressions' ? path.slice(-2).join('-') : last)
}

/** `portworx/cloud-cred-id` becomes `cloud-cred-id`. */
function lastPart(key: string): string {
  return kebab(key.slice(key.lastIndexOf('/') + 1).replaceAll('.', '-'))
}

function kebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase()
}
