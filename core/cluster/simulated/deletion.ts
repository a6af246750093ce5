/** How an object is deleted, and which finalizers that leaves on it while its dependents are seen to. */

/** Kept while dependents that block the deletion of their owner exist. Source: Kubernetes, garbage collection. */
export const foregroundFinalizer = 'foregroundDeletion'
/** Kept until no dependent names the object among its owners. */
export const orphanFinalizer = 'orphan'

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

/** The finalizer that the way of deleting adds, or undefined. */
export function finalizerFor({ propagation }: DeletionOptions): string | undefined {
  if (propagation === 'Foreground') return foregroundFinalizer
  return propagation === 'Orphan' ? orphanFinalizer : undefined
}
