/** DaemonSets: one pod on every node. */

import type { KubeObject } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import { type Controller, controlled, ownersOf, setStatus } from './controller.ts'
import { isActive, isReady, nodeOf } from './pod-fields.ts'
import { podFor } from './replica-set.ts'

export const daemonSets: Controller = {
  concerns: change => {
    if (change.object.kind === 'DaemonSet') return [refOf(change.object)]
    return change.object.kind === 'Pod' ? ownersOf(change, 'DaemonSet') : []
  },

  reconcile: (ref, { store }) => {
    const daemonSet = store.get(ref)
    if (daemonSet === undefined || daemonSet.metadata.deletionTimestamp !== undefined) return
    const nodes = store.list({ apiVersion: 'v1', kind: 'Node' }).items.map(node => node.metadata.name)
    const served = new Set(controlled(store, daemonSet, 'Pod').filter(isActive).map(nodeOf))
    for (const node of nodes) if (!served.has(node)) store.create(pinned(podFor(daemonSet), node))
    const pods = controlled(store, daemonSet, 'Pod').filter(isActive)
    const ready = pods.filter(isReady).length
    setStatus(store, daemonSet, {
      observedGeneration: daemonSet.metadata.generation,
      desiredNumberScheduled: nodes.length,
      currentNumberScheduled: pods.length,
      numberReady: ready,
      numberAvailable: ready,
    })
  },
}

function pinned(pod: KubeObject, nodeName: string): KubeObject {
  const spec = pod.spec
  return { ...pod, spec: { ...(typeof spec === 'object' ? spec : {}), nodeName } }
}
