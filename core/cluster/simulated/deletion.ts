/** How an object is deleted, and which finalizers that leaves on it while its dependents are seen to. */

import type { KubeObject } from '../../specs/index.ts'
import { definitionKind } from './defined-kind.ts'

/** Kept while dependents that block the deletion of their owner exist. Source: Kubernetes, garbage collection. */
export const foregroundFinalizer = 'foregroundDeletion'
/** Kept until no dependent names the object among its owners. */
export const orphanFinalizer = 'orphan'

/** Keeps a definition until the objects of its kind are gone. Source: apiextensions, finalizer controller. */
export const definitionCleanup = 'customresourcecleanup.apiextensions.k8s.io'

export type DeletionOptions = {
  /** Another object of that name is a conflict. */
  readonly uid?: string
  /** Another revision of the object is a conflict. */
  readonly resourceVersion?: string
  /** What becomes of dependents: deleted afterwards (as usual), before, or left without their owner. */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan'
  readonly gracePeriodSeconds?: number
  /** Says what would happen, and does nothing. */
  readonly dryRun?: boolean
}

/** The finalizers that the deletion adds to the object. */
export function finalizersFor({ kind, metadata }: KubeObject, { propagation }: DeletionOptions): readonly string[] {
  const wanted = [
    ...(kind === definitionKind.kind ? [definitionCleanup] : []),
    ...(propagation === 'Foreground' ? [foregroundFinalizer] : []),
    ...(propagation === 'Orphan' ? [orphanFinalizer] : []),
  ]
  return wanted.filter(finalizer => metadata.finalizers?.includes(finalizer) !== true)
}
