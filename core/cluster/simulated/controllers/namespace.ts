/** Namespaces: deleted with everything in them, and gone when it is gone. */

import type { ObjectRef } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import type { Controller } from './controller.ts'

export const namespaces: Controller = {
  concerns: ({ type, object }, { store }) => {
    if (object.kind === 'Namespace') return [refOf(object)]
    const name = object.metadata.namespace
    if (type !== 'DELETED' || name === undefined) return []
    const ref: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name }
    return store.get(ref)?.metadata.deletionTimestamp === undefined ? [] : [ref]
  },

  reconcile: (ref, { store }) => {
    const namespace = store.get(ref)
    if (namespace === undefined || namespace.metadata.deletionTimestamp === undefined) return
    for (const object of store.inNamespace(ref.name)) store.delete(refOf(object))
    if (store.inNamespace(ref.name).length > 0) return
    const spec = namespace.spec
    store.update({ ...namespace, spec: { ...(typeof spec === 'object' ? spec : {}), finalizers: [] } })
  },
}
