/** One kind of object that the engine carries out: all that the runner must know of it. */

import type { Instant } from '../base/index.ts'
import type { ClusterReader } from '../ports/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'
import { drive, type Follow } from './drive.ts'
import type { Answer, KindEffect } from './effect.ts'
import { type Outcome, outcomeOf, type Result } from './outcome.ts'
import type { EnginePorts } from './port-effects.ts'
import type { LifecycleRules } from './reconcile.ts'
import type { SnapshotLifecycle } from './snapshot-lifecycle.ts'

/** How a kind's lifecycle is read from its object, moved, written back, and found in a cluster. */
export type LifecycleKind<Status extends { readonly stage: string }> = {
  readonly apiVersion: string
  readonly kind: string
  /** `object` is the object as last seen; its spec may change while it is followed. */
  readonly rules: (object: () => KubeObject) => LifecycleRules<Status>
  /** The stored status, a new one where there is none, or undefined when what is stored cannot be meant. */
  readonly read: (object: KubeObject, now: Instant) => Status | undefined
  /** `Gone` must drop the finalizer. */
  readonly write: (object: KubeObject, status: Status) => KubeObject
  /** The text by which a stored status is known again; what `markOf` finds on an object that `write` wrote. */
  readonly mark: (status: Status) => string
  /** The status in whose name snapshots are recorded, where the kind takes snapshots. */
  readonly snapshotOf?: (status: Status) => SnapshotLifecycle | undefined
  /** Performs the effects that only this kind has (those with `of`). May throw what ports throw. */
  readonly perform?: (
    ports: EnginePorts,
    owner: { readonly object: KubeObject; readonly status: Status | undefined },
    effect: KindEffect,
    signal: AbortSignal | undefined,
  ) => Promise<Answer>
  /** Whether somebody else carries the object out, or has: it has a state and none of ours. */
  readonly isForeign: (object: KubeObject) => boolean
  /** What a status means in which nothing more happens by itself. */
  readonly result: (status: Status) => Result
  /** The objects of this kind that are ours to carry out, foreign ones included. */
  readonly find: (cluster: ClusterReader, signal: AbortSignal | undefined) => Promise<readonly KubeObject[]>
}

/** A kind with its status type hidden, so that kinds stand in one table. */
export type LifecycleEntry = {
  readonly apiVersion: string
  readonly kind: string
  readonly find: LifecycleKind<{ readonly stage: string }>['find']
  readonly isForeign: (object: KubeObject) => boolean
  /** Follows one object until nothing more happens by itself. */
  readonly follow: (ref: ObjectRef, follow: Follow) => Promise<Outcome>
}

export function lifecycleEntry<Status extends { readonly stage: string }>(kind: LifecycleKind<Status>): LifecycleEntry {
  const { apiVersion, kind: name, find, isForeign } = kind
  return {
    apiVersion,
    kind: name,
    find,
    isForeign,
    follow: async (ref, follow) => outcomeOf(ref, await drive(kind, ref, follow), kind.result),
  }
}

/** All objects of one kind, in all namespaces. */
export function findAll(apiVersion: string, kind: string): LifecycleEntry['find'] {
  return async (cluster, signal) => (await cluster.list({ apiVersion, kind }, signal)).items
}
