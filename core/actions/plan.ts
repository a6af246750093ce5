/** What an action is going to write, decided before anything is written. */

import type { KubeObject, ObjectRef } from '../specs/index.ts'

/** One write. `update` carries the whole object, with the resourceVersion that was seen, so a change in between is noticed. */
export type Write =
  | { readonly do: 'create'; readonly object: KubeObject }
  | { readonly do: 'update'; readonly object: KubeObject; readonly was: KubeObject }
  /** `uid`: only the object that was seen is deleted, never another one of its name. */
  | { readonly do: 'delete'; readonly ref: ObjectRef; readonly uid?: string }

/** Why an action cannot be carried out; nothing is written then. */
export type Obstacle = {
  readonly code: 'not-found' | 'not-ready' | 'not-allowed' | 'nothing-to-do'
  readonly message: string
  /** What the user can do about it. */
  readonly next?: string
}

export type Plan = {
  /** In the order in which they are carried out. */
  readonly writes: readonly Write[]
  /** Objects that are already as they should be. */
  readonly unchanged: readonly ObjectRef[]
  /** A plan with obstacles has no writes. */
  readonly obstacles: readonly Obstacle[]
}

export function refOf(object: KubeObject): ObjectRef {
  const { namespace, name } = object.metadata
  return { apiVersion: object.apiVersion, kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name }
}

/** The object that a write is about. */
export function subject(write: Write): ObjectRef {
  return write.do === 'delete' ? write.ref : refOf(write.object)
}

/** A text that is the same for two references exactly when they name one object, whatever the version of its API. */
export function refKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  return JSON.stringify([group, kind, namespace ?? '', name])
}

export function obstacle(code: Obstacle['code'], message: string, next?: string): Plan {
  return { writes: [], unchanged: [], obstacles: [{ code, message, ...(next === undefined ? {} : { next }) }] }
}
