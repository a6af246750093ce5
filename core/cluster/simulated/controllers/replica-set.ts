/** ReplicaSets: so many pods of one template, none better than another. */

import { type KubeObject, valueAt } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import { type Controller, controlled, controlledBy, ownersOf, setStatus } from './controller.ts'
import { isActive, isReady, replicasOf, templateOf } from './pod-fields.ts'

export const replicaSets: Controller = {
  concerns: change => {
    if (change.object.kind === 'ReplicaSet') return [refOf(change.object)]
    return change.object.kind === 'Pod' ? ownersOf(change, 'ReplicaSet') : []
  },

  reconcile: (ref, { store }) => {
    const replicaSet = store.get(ref)
    if (replicaSet === undefined || replicaSet.metadata.deletionTimestamp !== undefined) return
    const pods = controlled(store, replicaSet, 'Pod').filter(isActive)
    const wanted = replicasOf(replicaSet)
    for (let missing = wanted - pods.length; missing > 0; missing -= 1) store.create(podFor(replicaSet))
    for (const surplus of surplusOf(pods, pods.length - wanted)) store.delete(refOf(surplus))
    const left = controlled(store, replicaSet, 'Pod').filter(isActive)
    const ready = left.filter(isReady).length
    setStatus(store, replicaSet, {
      observedGeneration: replicaSet.metadata.generation,
      replicas: left.length,
      readyReplicas: ready,
      availableReplicas: ready,
    })
  },
}

/** How many pods the ReplicaSet last reported as ready. */
export function readyReplicas(replicaSet: KubeObject): number {
  const ready = valueAt(replicaSet, ['status', 'readyReplicas'])
  return typeof ready === 'number' ? ready : 0
}

/** A pod of the workload's template with a generated name. */
export function podFor(workload: KubeObject): KubeObject {
  const { labels, annotations, spec } = templateOf(workload)
  const { name, namespace } = workload.metadata
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations,
      ownerReferences: controlledBy(workload),
    },
    spec,
  }
}

/** Pods that do not run go first, then the youngest. */
function surplusOf(pods: readonly KubeObject[], count: number): readonly KubeObject[] {
  if (count <= 0) return []
  const age = (pod: KubeObject) => Number(pod.metadata.resourceVersion)
  return [...pods]
    .sort((left, right) => Number(isReady(left)) - Number(isReady(right)) || age(right) - age(left))
    .slice(0, count)
}
