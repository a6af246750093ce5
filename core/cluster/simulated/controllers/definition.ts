/** CustomResourceDefinitions: established at once, unless their names are taken; deleted with everything of their kind. */

import { toIso } from '../../../base/index.ts'
import { entry, type KubeObject, valueAt } from '../../../specs/index.ts'
import { definedKind, definedVersions, definitionKind } from '../defined-kind.ts'
import { definitionCleanup } from '../deletion.ts'
import { isBuiltIn } from '../kind-registry.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { type Controller, type ControllerContext, setStatus } from './controller.ts'

export const definitions: Controller = {
  concerns: ({ type, object }, { store }) => {
    if (object.kind === definitionKind.kind) return [refOf(object)]
    // The last object of a kind that goes away may be what its definition waits for.
    if (type !== 'DELETED') return []
    return store
      .list(definitionKind)
      .items.filter(definition => definition.metadata.deletionTimestamp !== undefined)
      .map(refOf)
  },

  reconcile: (ref, context) => {
    const definition = context.store.get(ref)
    if (definition === undefined) return
    if (definition.metadata.deletionTimestamp === undefined) establish(context, definition)
    else cleanUp(context.store, definition)
  },
}

function establish({ store, now }: ControllerContext, definition: KubeObject): void {
  const names = valueAt(definition, ['spec', 'names'])
  const versions = definedVersions(definition)
  const storage = versions.filter(version => version.storage).map(({ name }) => name)
  const taken = takenBy(store, definition)
  const at = toIso(now())
  const before = valueAt(definition, ['status', 'storedVersions'])
  const stored = [...new Set([...(Array.isArray(before) ? before : []), ...storage])]
  const accepted = taken === undefined
  setStatus(store, definition, {
    ...(accepted ? { acceptedNames: names } : { acceptedNames: { kind: '', plural: '' } }),
    storedVersions: stored,
    conditions: conditions(definition, at, [
      accepted
        ? { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' }
        : { type: 'NamesAccepted', status: 'False', reason: 'KindConflict', message: taken },
      accepted
        ? {
            type: 'Established',
            status: 'True',
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
          }
        : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
    ]),
  })
}

/** Why the definition's names cannot be accepted, or undefined. Definitions of built-in kinds agree with what is served. */
function takenBy(store: ObjectStore, definition: KubeObject): string | undefined {
  const kind = definedKind(definition)
  if (kind === undefined || isBuiltIn(kind)) return undefined
  const group = valueAt(definition, ['spec', 'group'])
  const rival = store.list(definitionKind).items.find(other => {
    if (other.metadata.uid === definition.metadata.uid || valueAt(other, ['spec', 'group']) !== group) return false
    return (
      valueAt(other, ['spec', 'names', 'kind']) === kind.kind &&
      Number(other.metadata.resourceVersion) < Number(definition.metadata.resourceVersion)
    )
  })
  return rival === undefined ? undefined : `"${kind.kind}" is already in use`
}

type Condition = { readonly type: string; readonly status: string; readonly reason: string; readonly message: string }

/** Each with the time when its status last changed. */
function conditions(definition: KubeObject, at: string, wanted: readonly Condition[]): readonly object[] {
  const before = valueAt(definition, ['status', 'conditions'])
  const known = Array.isArray(before) ? before : []
  return wanted.map(condition => {
    const old = known.find(other => entry(other, 'type') === condition.type)
    const since = entry(old, 'status') === condition.status ? entry(old, 'lastTransitionTime') : at
    return { ...condition, lastTransitionTime: since }
  })
}

function cleanUp(store: ObjectStore, definition: KubeObject): void {
  const finalizers = definition.metadata.finalizers ?? []
  if (!finalizers.includes(definitionCleanup)) return
  const kind = definedKind(definition)
  if (kind !== undefined && !isBuiltIn(kind) && store.kinds.find(kind.apiVersion, kind.kind) !== undefined) {
    for (const object of store.list(kind).items) store.delete(refOf(object))
    if (store.list(kind).items.length > 0) return
  }
  const { resourceVersion: _any, ...metadata } = definition.metadata
  const left = finalizers.filter(finalizer => finalizer !== definitionCleanup)
  store.update({ ...definition, metadata: { ...metadata, finalizers: left } })
}
