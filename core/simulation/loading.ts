/** Brings manifests into a simulated cluster, as `sim load` does. */

import type { ControlPlane } from '../cluster/simulated/index.ts'
import type { WriteResult } from '../ports/index.ts'
import { isMap, type KubeObject } from '../specs/index.ts'

/**
 * Creates what is new and merges the rest over what is there; workloads start at once. Objects without a namespace go to
 * `default`, and namespaces that are missing are made: manifests usually leave both to the command line.
 */
export function loadObjects(plane: ControlPlane, objects: readonly KubeObject[]): readonly WriteResult[] {
  return objects.map(object => {
    const placed = inNamespace(plane, object)
    const namespace = isMap(placed.metadata) ? placed.metadata.namespace : undefined
    if (typeof namespace === 'string' && plane.kinds.find(placed.apiVersion, placed.kind)?.scope === 'Namespaced') {
      // Answers already-exists for all but the first.
      plane.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    }
    const created = plane.create(placed)
    if (created.ok || created.because !== 'already-exists') return created
    const { apiVersion, kind, metadata } = placed
    const where = metadata.namespace === undefined ? {} : { namespace: metadata.namespace }
    const stored = plane.get({ apiVersion, kind, name: metadata.name, ...where })
    return stored === undefined ? created : plane.update(merged(stored, placed))
  })
}

function inNamespace(plane: ControlPlane, object: KubeObject): KubeObject {
  const namespaced = plane.kinds.find(object.apiVersion, object.kind)?.scope === 'Namespaced'
  if (!namespaced || !isMap(object.metadata) || object.metadata.namespace !== undefined) return object
  return { ...object, metadata: { ...object.metadata, namespace: 'default' } }
}

/** Maps are merged; anything else is replaced. What the cluster filled in stays, as it does for a client that applies. */
function merged(stored: KubeObject, next: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = stored
  const { status: _status, metadata: _metadata, ...wanted } = next
  const { labels, annotations } = next.metadata
  const named = { ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }) }
  return { ...mergeMaps(stored, wanted), apiVersion, kind, metadata: { ...metadata, ...mergeMaps(metadata, named) } }
}

function mergeMaps(
  stored: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(next).map(([key, value]) => {
    const old = stored[key]
    return [key, isMap(old) && isMap(value) ? mergeMaps(old, value) : value]
  })
  return { ...stored, ...Object.fromEntries(entries) }
}
