/** A kind of object: where it lives in the API, and its fields. */

import type { ObjectMeta } from './kube-object.ts'
import { metadata } from './metadata.ts'
import type { Draft, Fields, InferFields } from './schema.ts'

export type KindDeclaration<F extends Fields = Fields, V extends string = string, K extends string = string> = {
  readonly apiVersion: V
  readonly kind: K
  /** Other API versions under which the same fields are served, newest first. */
  readonly alsoServed: readonly string[]
  /** The concept's stem, for example `group-volume-snapshot`. */
  readonly stem: string
  readonly plural: string
  readonly scope: 'Namespaced' | 'Cluster'
  readonly shortNames: readonly string[]
  readonly doc: string
  /** Kinds of Kubernetes itself are open: we model what we need, and unknown fields are left in peace. */
  readonly open: boolean
  /** All top-level fields, `metadata` and the type's own words included. Worked out when first asked for. */
  readonly fields: Fields
  /** Carries the body's type only; never present. */
  readonly body?: F
}

export type KindOptions = {
  readonly plural: string
  readonly scope: 'Namespaced' | 'Cluster'
  readonly shortNames?: readonly string[]
  readonly doc: string
  readonly open?: boolean
  readonly alsoServed?: readonly string[]
  /** Absent: the kind's name in small letters. Given where two API groups have a kind of one name. */
  readonly stem?: string
}

/** `body` may be a function, called when the fields are first asked for: most runs meet few kinds. */
export function kind<const F extends Fields, const V extends string, const K extends string>(
  apiVersion: V,
  kindName: K,
  options: KindOptions,
  body: F | (() => F),
): KindDeclaration<F, V, K> {
  let fields: Fields | undefined
  return {
    apiVersion,
    kind: kindName,
    alsoServed: options.alsoServed ?? [],
    stem: options.stem ?? kindName.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(),
    plural: options.plural,
    scope: options.scope,
    shortNames: options.shortNames ?? [],
    doc: options.doc,
    open: options.open === true,
    get fields() {
      fields ??= { ...envelope(apiVersion, kindName), ...(typeof body === 'function' ? body() : body) }
      return fields
    },
  }
}

function envelope(apiVersion: string, kindName: string): Fields {
  return {
    apiVersion: { type: { is: 'text' }, required: true, doc: 'The API group and version.', default: apiVersion },
    kind: { type: { is: 'text' }, required: true, doc: 'The kind of object.', default: kindName },
    metadata,
  }
}

/** An object of the kind, once valid. */
export type InferKind<D> =
  D extends KindDeclaration<infer F, infer V, infer K>
    ? { readonly apiVersion: V; readonly kind: K; readonly metadata: ObjectMeta } & InferFields<F>
    : never

/** An object of the kind as it comes out of a text: anything may be missing, nothing has the wrong type. */
export type DraftOf<D> =
  D extends KindDeclaration<infer F>
    ? { readonly apiVersion?: string; readonly kind?: string; readonly metadata?: Draft<ObjectMeta> } & Draft<
        InferFields<F>
      >
    : never
