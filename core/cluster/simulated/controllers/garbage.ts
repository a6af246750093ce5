/** Garbage collection: what loses its last owner goes away, and owners wait for or let go of their dependents. */

import type { KubeObject } from '../../../specs/index.ts'
import { foregroundFinalizer, orphanFinalizer } from '../deletion.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import type { Controller } from './controller.ts'

export const garbage: Controller = {
  concerns: ({ type, object }, { store }) => {
    const owners = (object.metadata.ownerReferences ?? []).flatMap(({ uid }) => store.byUid(uid) ?? [])
    const waiting = owners.filter(isWaiting).map(refOf)
    if (type === 'DELETED') return [...store.dependents(object.metadata.uid ?? '').map(refOf), ...waiting]
    return owners.length > 0 || (object.metadata.ownerReferences?.length ?? 0) > 0 || isWaiting(object)
      ? [refOf(object), ...waiting]
      : []
  },

  reconcile: (ref, { store }) => {
    const object = store.get(ref)
    if (object === undefined) return
    if (isWaiting(object)) return seeToDependents(store, object)
    const owners = object.metadata.ownerReferences ?? []
    if (owners.length === 0) return
    if (owners.every(owner => isGone(store, object, owner.uid))) store.delete(ref)
  },
}

function isWaiting({ metadata }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined) return false
  return (metadata.finalizers ?? []).some(
    finalizer => finalizer === foregroundFinalizer || finalizer === orphanFinalizer,
  )
}

function seeToDependents(store: ObjectStore, owner: KubeObject): void {
  const { uid = '', finalizers = [] } = owner.metadata
  const orphans = finalizers.includes(orphanFinalizer)
  for (const dependent of store.dependents(uid)) {
    if (orphans) letGo(store, dependent, uid)
    else if (dependent.metadata.deletionTimestamp === undefined) {
      store.delete(refOf(dependent), { propagation: 'Foreground' })
    }
  }
  const blocked = store
    .dependents(uid)
    .some(({ metadata }) =>
      (metadata.ownerReferences ?? []).some(
        other => other.uid === uid && (orphans || other.blockOwnerDeletion === true),
      ),
    )
  if (blocked) return
  const left = finalizers.filter(finalizer => finalizer !== foregroundFinalizer && finalizer !== orphanFinalizer)
  const { resourceVersion: _any, ...metadata } = owner.metadata
  store.update({ ...owner, metadata: { ...metadata, finalizers: left } })
}

function letGo(store: ObjectStore, dependent: KubeObject, ownerUid: string): void {
  const { resourceVersion: _any, ...metadata } = dependent.metadata
  const ownerReferences = (metadata.ownerReferences ?? []).filter(({ uid }) => uid !== ownerUid)
  store.update({ ...dependent, metadata: { ...metadata, ownerReferences } })
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
