/** Garbage collection: what loses its last owner goes away. */

import type { KubeObject } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import type { Controller } from './controller.ts'

export const garbage: Controller = {
  concerns: ({ type, object }, { store }) => {
    if (type === 'DELETED') return store.dependents(object.metadata.uid ?? '').map(refOf)
    return (object.metadata.ownerReferences?.length ?? 0) > 0 ? [refOf(object)] : []
  },

  reconcile: (ref, { store }) => {
    const object = store.get(ref)
    const owners = object?.metadata.ownerReferences ?? []
    if (object === undefined || owners.length === 0) return
    if (owners.every(owner => isGone(store, object, owner.uid))) store.delete(ref)
  },
}

/** An owner in another namespace does not count. Source: Kubernetes, owners and dependents. */
function isGone(store: ObjectStore, dependent: KubeObject, ownerUid: string): boolean {
  const owner = store.byUid(ownerUid)
  if (owner === undefined) return true
  const { namespace } = owner.metadata
  // A cluster-scoped object with a namespaced owner cannot be judged, and so is never collected.
  if (dependent.metadata.namespace === undefined) return false
  return namespace !== undefined && namespace !== dependent.metadata.namespace
}
