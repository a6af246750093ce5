/** The little schema language: one declaration per field gives its type, validation, documentation and completion. */

import type { Json } from './json.ts'

/** What may stand at a field. */
export type FieldType =
  /** `suggests`: values worth offering, with what they mean; others are as good. */
  | { readonly is: 'text'; readonly multiline?: boolean; readonly suggests?: Choices }
  | { readonly is: 'count' }
  | { readonly is: 'flag' }
  /** A Kubernetes quantity such as `2Gi`, or a plain number. */
  | { readonly is: 'quantity' }
  /** An ISO 8601 instant. */
  | { readonly is: 'time' }
  | { readonly is: 'choice'; readonly values: Choices }
  /** The name of an object of that kind in the same namespace, or of a cluster-scoped one. */
  | { readonly is: 'reference'; readonly to: string }
  /** `chooses`: labels that select objects of that kind. */
  | { readonly is: 'map'; readonly values: Field; readonly keys?: 'labels' | 'annotations'; readonly chooses?: string }
  | { readonly is: 'list'; readonly items: Field }
  /** `open`: we do not model all of its fields, so others are left in peace. */
  | { readonly is: 'object'; readonly fields: Fields; readonly open: boolean }
  | { readonly is: 'anything' }

/** Legal values, each with what it means. */
export type Choices = Readonly<Record<string, string>>

export type Field<T = unknown, Required extends boolean = boolean> = {
  readonly type: FieldType
  readonly required: Required
  readonly doc: string
  /** The value that holds when the field is absent. */
  readonly default?: Json
  /** The STORK release that first understood the field. */
  readonly since?: string
  /** Where the fact was learnt; `unverified` when it is only believed. */
  readonly source?: string
  /** A value to show and to offer when completing. */
  readonly example?: Json
  /** Written by a controller, not by people. */
  readonly setBy?: 'controller'
  /** A password, key or token: its value is never part of a message. */
  readonly secret?: true
  /** Carries the type only; never present. */
  readonly inferred?: T
}

export type Fields = { readonly [name: string]: Field }

/** What every declaration may say about its field. */
export type Words = {
  readonly doc: string
  readonly required?: boolean
  readonly default?: Json
  readonly since?: string
  readonly source?: string
  readonly example?: Json
  readonly setBy?: 'controller'
  readonly secret?: true
}

type TextWords = Words & { readonly multiline?: boolean; readonly suggests?: Choices }

export function text<const W extends TextWords>(words: W): Declared<string, W> {
  const { suggests } = words
  const offered = suggests === undefined ? {} : { suggests }
  return declare(words.multiline === true ? { is: 'text', multiline: true } : { is: 'text', ...offered }, words)
}

export function count<const W extends Words>(words: W): Declared<number, W> {
  return declare({ is: 'count' }, words)
}

export function flag<const W extends Words>(words: W): Declared<boolean, W> {
  return declare({ is: 'flag' }, words)
}

export function quantity<const W extends Words>(words: W): Declared<string | number, W> {
  return declare({ is: 'quantity' }, words)
}

export function time<const W extends Words>(words: W): Declared<string, W> {
  return declare({ is: 'time' }, words)
}

export function choice<const C extends Choices, const W extends Words>(
  values: C,
  words: W,
): Declared<keyof C & string, W> {
  return declare({ is: 'choice', values }, words)
}

export function reference<const W extends Words>(to: string, words: W): Declared<string, W> {
  return declare({ is: 'reference', to }, words)
}

export function map<F extends Field, const W extends Words>(
  values: F,
  words: W,
): Declared<Readonly<Record<string, Infer<F>>>, W> {
  return declare({ is: 'map', values }, words)
}

type Chooser = { readonly chooses?: string }

/** A map from label key to label value; with `chooses`, a selector of objects of that kind. */
export function labels<const W extends Words & Chooser>(words: W): Declared<Readonly<Record<string, string>>, W> {
  const { chooses, ...rest } = words
  const selects = chooses === undefined ? {} : { chooses }
  return declare(
    { is: 'map', values: text({ doc: 'The label value.' }), keys: 'labels', ...selects },
    rest as unknown as W,
  )
}

/** A map from annotation key to its value, always text. */
export function annotationMap<const W extends Words>(words: W): Declared<Readonly<Record<string, string>>, W> {
  return declare({ is: 'map', values: text({ doc: 'The annotation value.' }), keys: 'annotations' }, words)
}

export function list<F extends Field, const W extends Words>(items: F, words: W): Declared<readonly Infer<F>[], W> {
  return declare({ is: 'list', items }, words)
}

export function object<const F extends Fields, const W extends Words>(
  fields: F,
  words: W,
): Declared<InferFields<F>, W> {
  return declare({ is: 'object', fields, open: false }, words)
}

/** An object of which we model only some fields; the others are never reported. */
export function openObject<const F extends Fields, const W extends Words>(
  fields: F,
  words: W,
): Declared<InferFields<F> & { readonly [more: string]: unknown }, W> {
  return declare({ is: 'object', fields, open: true }, words)
}

export function anything<const W extends Words>(words: W): Declared<unknown, W> {
  return declare({ is: 'anything' }, words)
}

/** Kubernetes' LabelSelector, of objects of the kind that `chooses` names. */
export function labelSelector<const W extends Words & Chooser>(words: W): Declared<LabelSelector, W> {
  const { chooses, ...rest } = words
  const doc = 'Labels that must all be carried with these values.'
  const matchLabels = labels(chooses === undefined ? { doc } : { doc, chooses })
  return declare({ is: 'object', fields: { matchLabels, matchExpressions }, open: false }, rest as unknown as W)
}

type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: Infer<typeof matchExpressions>
}

const matchExpressions = list(
  object(
    {
      key: text({ required: true, doc: 'The label key.' }),
      operator: choice(
        { In: 'one of `values`', NotIn: 'none of `values`', Exists: 'the key is there', DoesNotExist: 'it is not' },
        { required: true, doc: 'How the label is compared.' },
      ),
      values: list(text({ doc: 'A label value.' }), { doc: 'Values to compare with.' }),
    },
    { doc: 'One requirement.' },
  ),
  { doc: 'Requirements that must all hold.' },
)

/** The type that a field's value has once it is valid. */
export type Infer<F extends Field> = F extends Field<infer T> ? T : never

/** The type of an object with these fields. */
export type InferFields<F extends Fields> = Flat<
  { readonly [K in keyof F as F[K]['required'] extends true ? K : never]: Infer<F[K]> } & {
    readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: Infer<F[K]>
  }
>

/**
 * A value as it comes out of a text: every field may be missing, and whatever has the wrong type counts as missing.
 * List positions are kept, so an item of the wrong type is undefined.
 */
export type Draft<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly (Draft<Item> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: Draft<T[K]> | undefined }
      : T

type Declared<T, W extends Words> = Field<T, W extends { readonly required: true } ? true : false>
type Flat<T> = { [K in keyof T]: T[K] }

function declare<T, W extends Words>(type: FieldType, words: W): Declared<T, W> {
  return { ...words, type, required: words.required === true } as unknown as Declared<T, W>
}
