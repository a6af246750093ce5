/** Pods: placed on a node once their claims are bound, and running from then on. */

import { toIso } from '../../../base/index.ts'
import { type KubeObject, valueAt } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { claimClass, claimRefOf, isBound, selectedNode, waitsForConsumer } from './claim-fields.ts'
import { type Controller, type ControllerContext, setStatus } from './controller.ts'
import { claimNamesOf, containersOf, isActive, nodeOf, phaseOf } from './pod-fields.ts'

export const pods: Controller = {
  concerns: (change, { store }) => {
    const { object } = change
    if (object.kind === 'Pod') return [refOf(object)]
    if (object.kind !== 'PersistentVolumeClaim') return []
    return podsUsing(store, object).map(refOf)
  },

  reconcile: (ref, context) => {
    const { store } = context
    const pod = store.get(ref)
    if (pod === undefined || !isActive(pod) || phaseOf(pod) !== 'Pending') return
    const obstacle = obstacleOf(pod, context)
    if (obstacle !== undefined) {
      setStatus(store, pod, { phase: 'Pending', conditions: [unscheduled(obstacle)] })
      return
    }
    const node = chooseNode(store, pod)
    if (node === undefined) {
      setStatus(store, pod, { phase: 'Pending', conditions: [unscheduled('there is no node')] })
      return
    }
    run(context, pod, node)
  },
}

/** The pods of the claim's namespace that use it, or will. */
export function podsUsing(store: ObjectStore, claim: KubeObject): readonly KubeObject[] {
  const { namespace, name } = claim.metadata
  const all = store.list({ apiVersion: 'v1', kind: 'Pod', ...(namespace === undefined ? {} : { namespace }) }).items
  return all.filter(pod => isActive(pod) && claimNamesOf(pod).includes(name))
}

/** Why the pod cannot be placed yet, in the scheduler's words. Claims that wait for a consumer are told of it here. */
function obstacleOf(pod: KubeObject, { store }: ControllerContext): string | undefined {
  const obstacles = claimNamesOf(pod).flatMap(name => {
    const claim = store.get(claimRefOf(pod, name))
    if (claim === undefined) return [`persistentvolumeclaim "${name}" not found`]
    if (claim.metadata.deletionTimestamp !== undefined) return [`persistentvolumeclaim "${name}" is being deleted`]
    if (isBound(claim)) return []
    if (waitsForConsumer(claimClass(store, claim)) && selectedNode(claim) === undefined) {
      const node = chooseNode(store, pod)
      if (node !== undefined) {
        const annotations = { ...claim.metadata.annotations, 'volume.kubernetes.io/selected-node': node }
        store.update({ ...claim, metadata: { ...claim.metadata, annotations } })
      }
    }
    return [`pod has unbound immediate PersistentVolumeClaims ("${name}")`]
  })
  return obstacles.length === 0 ? undefined : obstacles.join('; ')
}

/** The node of a pod that shares a claim (a volume is attached to one node), else the node with the fewest pods. */
function chooseNode(store: ObjectStore, pod: KubeObject): string | undefined {
  const fixed = nodeOf(pod)
  if (fixed !== undefined) return fixed
  const nodes = store.list({ apiVersion: 'v1', kind: 'Node' }).items.map(node => node.metadata.name)
  const others = store.list({ apiVersion: 'v1', kind: 'Pod' }).items.filter(isActive)
  const claims = claimNamesOf(pod)
  const attached = others.find(
    other =>
      other.metadata.namespace === pod.metadata.namespace &&
      nodeOf(other) !== undefined &&
      claimNamesOf(other).some(claim => claims.includes(claim)),
  )
  if (attached !== undefined) return nodeOf(attached)
  const load = new Map(nodes.map(node => [node, 0]))
  for (const other of others) {
    const node = nodeOf(other)
    if (node !== undefined) load.set(node, (load.get(node) ?? 0) + 1)
  }
  return [...nodes].sort((left, right) => (load.get(left) ?? 0) - (load.get(right) ?? 0))[0]
}

function run({ store, now }: ControllerContext, pod: KubeObject, node: string): void {
  const at = toIso(now())
  const spec = pod.spec
  const placed = store.update({ ...pod, spec: { ...(typeof spec === 'object' ? spec : {}), nodeName: node } })
  if (!placed.ok) return
  const nodes = store.list({ apiVersion: 'v1', kind: 'Node' }).items.map(({ metadata }) => metadata.name)
  setStatus(store, placed.object, {
    phase: 'Running',
    hostIP: `10.0.0.${nodes.indexOf(node) + 1}`,
    podIP: freeAddress(store),
    startTime: at,
    conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(type => ({
      type,
      status: 'True',
      lastTransitionTime: at,
    })),
    containerStatuses: containersOf(pod).map(({ name, image }) => ({
      name,
      image,
      ready: true,
      started: true,
      restartCount: 0,
      containerID: `simulated://${pod.metadata.uid}/${name}`,
      state: { running: { startedAt: at } },
    })),
  })
}

function unscheduled(why: string): Readonly<Record<string, unknown>> {
  return { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: `The pod waits: ${why}.` }
}

function freeAddress(store: ObjectStore): string {
  const all = store.list({ apiVersion: 'v1', kind: 'Pod' }).items
  const taken = new Set(all.map(pod => valueAt(pod, ['status', 'podIP'])))
  for (let host = 2; ; host += 1) {
    const address = `10.244.${host >> 8}.${host & 255}`
    if (!taken.has(address)) return address
  }
}
