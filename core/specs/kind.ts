/** A kind of object: where it lives in the API, and its fields. */

import type { ObjectMeta } from './kube-object.ts'
import { metadata } from './metadata.ts'
import type { Draft, Fields, InferFields } from './schema.ts'

export type KindDeclaration<F extends Fields = Fields, V extends string = string, K extends string = string> = {
  readonly apiVersion: V
  readonly kind: K
  /** The concept's stem, for example `group-volume-snapshot`. */
  readonly stem: string
  readonly plural: string
  readonly scope: 'Namespaced' | 'Cluster'
  readonly shortNames: readonly string[]
  readonly doc: string
  /** Kinds of Kubernetes itself are open: we model what we need, and unknown fields are left in peace. */
  readonly open: boolean
  /** All top-level fields, `metadata` and the type's own words included. */
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
}

export function kind<const F extends Fields, const V extends string, const K extends string>(
  apiVersion: V,
  kindName: K,
  options: KindOptions,
  body: F,
): KindDeclaration<F, V, K> {
  const envelope = {
    apiVersion: { type: { is: 'text' }, required: true, doc: 'The API group and version.', default: apiVersion },
    kind: { type: { is: 'text' }, required: true, doc: 'The kind of object.', default: kindName },
    metadata,
  } as const
  return {
    apiVersion,
    kind: kindName,
    stem: kindName.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(),
    plural: options.plural,
    scope: options.scope,
    shortNames: options.shortNames ?? [],
    doc: options.doc,
    open: options.open === true,
    fields: { ...envelope, ...body },
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
