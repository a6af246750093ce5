/** What a built-in controller is: which objects a change concerns, and what is to be done about one of them. */

import type { Instant } from '../../../base/index.ts'
import type { VolumeHost } from '../../../ports/index.ts'
import { isMap, type KubeObject, type ObjectRef, type OwnerReference } from '../../../specs/index.ts'
import type { Change } from '../change-log.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { sameJson } from '../plain-json.ts'
import type { UseIndex } from './use-index.ts'

export type ControllerContext = {
  readonly store: ObjectStore
  readonly uses: UseIndex
  /** Where the volumes of claims come from. */
  readonly volumes: VolumeHost
  readonly now: () => Instant
}

export type Controller = {
  /** The objects to look at after the change. */
  concerns(change: Change, context: ControllerContext): readonly ObjectRef[]
  /** Makes what the object asks for true, looking only at what is true now. Doing it again changes nothing. */
  reconcile(ref: ObjectRef, context: ControllerContext): void
}

/** Merges fields into the object's status. Nothing is written when they are there already. */
export function setStatus(store: ObjectStore, object: KubeObject, fields: Readonly<Record<string, unknown>>): void {
  const status = isMap(object.status) ? object.status : {}
  const next = { ...status, ...fields }
  if (!sameJson(status, next)) store.update({ ...object, status: next })
}

/** The object as the one controller of what it makes. */
export function controlledBy(owner: KubeObject): readonly OwnerReference[] {
  const { apiVersion, kind, metadata } = owner
  return [
    { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true },
  ]
}

/** The objects of that kind that the owner controls. */
export function controlled(store: ObjectStore, owner: KubeObject, kind: string): readonly KubeObject[] {
  return store.dependents(owner.metadata.uid ?? '').filter(object => object.kind === kind)
}

/** The owners of that kind that the changed object has. */
export function ownersOf(change: Change, kind: string): readonly ObjectRef[] {
  const { metadata } = change.object
  const owners = (metadata.ownerReferences ?? []).filter(owner => owner.kind === kind)
  return owners.map(owner => refOf({ ...owner, metadata: { ...metadata, name: owner.name } }))
}
