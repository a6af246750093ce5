/** Takes workloads out of a copy of a world, so that a story gets shorter. */

import { type KubeObject, type ObjectRef, valueAt } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'

/** Removes the workloads and the claims that only their pods use. */
export function leaveOut(cluster: SimulatedCluster, workloads: readonly ObjectRef[]): void {
  for (const ref of workloads) {
    const before = claimsInUse(cluster)
    cluster.plane.delete(ref)
    const after = claimsInUse(cluster)
    for (const key of before) {
      if (after.has(key)) continue
      const [namespace = '', name = ''] = key.split('/')
      cluster.plane.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
    }
  }
}

/** The workloads that could be left out: those that nothing owns. */
export function workloadsIn(objects: readonly KubeObject[]): readonly ObjectRef[] {
  return objects
    .filter(({ kind, metadata }) => workloadKinds.has(kind) && (metadata.ownerReferences ?? []).length === 0)
    .map(({ apiVersion, kind, metadata: { namespace = 'default', name } }) => ({ apiVersion, kind, namespace, name }))
}

const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'])

function claimsInUse(cluster: SimulatedCluster): ReadonlySet<string> {
  return new Set(
    cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.flatMap(pod => {
      const volumes = valueAt(pod, ['spec', 'volumes'])
      return (Array.isArray(volumes) ? volumes : []).flatMap(volume => {
        const claim = valueAt(volume, ['persistentVolumeClaim', 'claimName'])
        return typeof claim === 'string' ? [`${pod.metadata.namespace}/${claim}`] : []
      })
    }),
  )
}
