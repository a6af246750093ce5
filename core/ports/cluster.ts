/** What we need from a Kubernetes API server. Not-found and conflict are values; only surprises throw a PortError. */

import type { Labels } from '../base/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'

export type ListQuery = {
  readonly apiVersion: string
  readonly kind: string
  /** Absent: all namespaces, or a cluster-scoped kind. */
  readonly namespace?: string
  readonly labels?: Labels
  /** As the API server takes it, for example `involvedObject.name=nightly`. Which fields can be asked for depends on the kind. */
  readonly fieldSelector?: string
}

export type ObjectList = { readonly items: readonly KubeObject[]; readonly resourceVersion: string }

export interface ClusterReader {
  /** The object, or undefined when there is none of that name. */
  get(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject | undefined>
  /** Sorted by namespace, then name. */
  list(query: ListQuery, signal?: AbortSignal): Promise<ObjectList>
}

export type WriteResult = { readonly ok: true; readonly object: KubeObject } | WriteRefusal
export type WriteRefusal = {
  readonly ok: false
  readonly because: 'conflict' | 'not-found' | 'already-exists' | 'rejected'
  readonly message: string
}

export interface ClusterWriter {
  /** Stores a new object and gives it uid, resourceVersion and creationTimestamp. */
  create(object: KubeObject, signal?: AbortSignal): Promise<WriteResult>
  /** Replaces the object. A resourceVersion that is not the stored one is a conflict; none at all overwrites. */
  update(object: KubeObject, signal?: AbortSignal): Promise<WriteResult>
  /** Deletes, or marks for deletion while finalizers remain. With `uid`, another object of that name is a conflict. */
  delete(ref: ObjectRef, options?: { readonly uid?: string }, signal?: AbortSignal): Promise<DeleteResult>
}

export type DeleteResult = 'deleted' | 'deleting' | 'not-found' | 'conflict'

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubeObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string }

export interface ClusterWatcher {
  /**
   * Changes after `resourceVersion`, and bookmarks at any time, the beginning included. Ends with an `expired` PortError
   * when that version is no longer kept.
   */
  watch(query: ListQuery, resourceVersion: string, signal: AbortSignal): AsyncIterable<WatchEvent>
}

export type Cluster = ClusterReader & ClusterWriter & ClusterWatcher
