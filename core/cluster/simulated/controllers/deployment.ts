/** Deployments: one ReplicaSet per pod template; the newest has the pods. */

import type { KubeObject } from '../../../specs/index.ts'
import { templateHash } from '../generated-name.ts'
import { refOf } from '../object-index.ts'
import { type Controller, type ControllerContext, controlled, controlledBy, ownersOf, setStatus } from './controller.ts'
import { replicasOf, templateOf } from './pod-fields.ts'
import { readyReplicas } from './replica-set.ts'

export const deployments: Controller = {
  concerns: change => {
    if (change.object.kind === 'Deployment') return [refOf(change.object)]
    return change.object.kind === 'ReplicaSet' ? ownersOf(change, 'Deployment') : []
  },

  reconcile: (ref, context) => {
    const { store } = context
    const deployment = store.get(ref)
    if (deployment === undefined || deployment.metadata.deletionTimestamp !== undefined) return
    const hash = templateHash(templateOf(deployment))
    const name = `${deployment.metadata.name}-${hash}`
    // Old pods go first: two pods on one volume of a single writer would never both run.
    for (const old of controlled(store, deployment, 'ReplicaSet')) {
      if (old.metadata.name !== name) scale(context, old, 0)
    }
    const current = controlled(store, deployment, 'ReplicaSet').find(replicaSet => replicaSet.metadata.name === name)
    if (current === undefined) store.create(replicaSetOf(deployment, name, hash))
    else scale(context, current, replicasOf(deployment))
    report(context, deployment)
  },
}

function replicaSetOf(deployment: KubeObject, name: string, hash: string): KubeObject {
  const { labels, annotations, spec } = templateOf(deployment)
  const marked = { ...labels, 'pod-template-hash': hash }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
      labels: marked,
      ownerReferences: controlledBy(deployment),
    },
    spec: {
      replicas: replicasOf(deployment),
      selector: { matchLabels: marked },
      template: { metadata: { labels: marked, annotations }, spec },
    },
  }
}

function scale({ store }: ControllerContext, replicaSet: KubeObject, replicas: number): void {
  if (replicasOf(replicaSet) === replicas) return
  const spec = replicaSet.spec
  store.update({ ...replicaSet, spec: { ...(typeof spec === 'object' ? spec : {}), replicas } })
}

function report({ store }: ControllerContext, deployment: KubeObject): void {
  const replicaSets = controlled(store, deployment, 'ReplicaSet')
  const ready = replicaSets.reduce((sum, replicaSet) => sum + readyReplicas(replicaSet), 0)
  const wanted = replicasOf(deployment)
  setStatus(store, deployment, {
    observedGeneration: deployment.metadata.generation,
    replicas: wanted,
    updatedReplicas: wanted,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: [
      ready >= wanted
        ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }
        : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
    ],
  })
}
