/** Takes out of objects what is large and never shown. */

import type { KubeObject } from '../../specs/index.ts'

/**
 * The object without the server's book of who wrote which field, and without kubectl's copy of what was applied:
 * together often more than half of an object.
 */
export function withoutManagedFields(object: KubeObject): KubeObject {
  const { metadata } = object
  const applied = metadata.annotations?.[lastApplied] !== undefined
  if (!('managedFields' in metadata) && !applied) return object
  const { managedFields: _, ...kept } = metadata as KubeObject['metadata'] & { readonly managedFields?: unknown }
  if (!applied) return { ...object, metadata: kept }
  const { [lastApplied]: _applied, ...annotations } = kept.annotations ?? {}
  return { ...object, metadata: { ...kept, annotations } }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
