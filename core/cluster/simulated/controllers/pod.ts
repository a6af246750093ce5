/** Pods: placed on a node once their claims are bound, and running from then on. */

import { toIso } from '../../../base/index.ts'
import { entry, type KubeObject, restoreInProgress, textOf, valueAt } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { claimClass, claimRefOf, isBound, selectedNode, waitsForConsumer } from './claim-fields.ts'
import { type Controller, type ControllerContext, setStatus } from './controller.ts'
import { claimNamesOf, containersOf, isActive, nodeOf, phaseOf } from './pod-fields.ts'

export const pods: Controller = {
  concerns: ({ object }, context) => {
    if (object.kind === 'Pod') return [refOf(object)]
    if (object.kind !== 'PersistentVolumeClaim') return []
    return podsUsing(context, object).map(refOf)
  },

  reconcile: (ref, context) => {
    const { store } = context
    const pod = store.get(ref)
    if (pod === undefined || !isActive(pod) || phaseOf(pod) !== 'Pending') return
    const obstacle = gateOf(pod) ?? obstacleOf(pod, context)
    if (obstacle !== undefined) {
      setStatus(store, pod, { phase: 'Pending', conditions: [unscheduled(obstacle)] })
      return
    }
    const node = chooseNode(context, pod)
    if (node === undefined) {
      setStatus(store, pod, { phase: 'Pending', conditions: [unscheduled('there is no node')] })
      return
    }
    run(context, pod, node)
  },
}

/** Source: STORK, scheduler extender. Other schedulers do not look at the mark. */
function isBeingRestored({ metadata }: KubeObject): boolean {
  return metadata.annotations?.[restoreInProgress.key] === 'true'
}

/** The first gate that keeps the pod from being placed. Source: Kubernetes, pod scheduling readiness. */
function gateOf(pod: KubeObject): string | undefined {
  const gates = valueAt(pod, ['spec', 'schedulingGates'])
  const first = Array.isArray(gates) ? textOf(entry(gates[0], 'name')) : undefined
  return first === undefined ? undefined : `scheduling is gated by ${first}`
}

/** The pods of the claim's namespace that use it, or will. */
export function podsUsing({ store, uses }: ControllerContext, { metadata }: KubeObject): readonly KubeObject[] {
  const { namespace, name } = metadata
  if (namespace === undefined) return []
  return uses
    .podsOf({ namespace, name })
    .flatMap(pod => store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }) ?? [])
    .filter(isActive)
}

/** Why the pod cannot be placed yet, in the scheduler's words. Claims that wait for a consumer are told of it here. */
function obstacleOf(pod: KubeObject, context: ControllerContext): string | undefined {
  const { store } = context
  const obstacles = claimNamesOf(pod).flatMap(name => {
    const claim = store.get(claimRefOf(pod, name))
    if (claim === undefined) return [`persistentvolumeclaim "${name}" not found`]
    if (claim.metadata.deletionTimestamp !== undefined) return [`persistentvolumeclaim "${name}" is being deleted`]
    if (isBound(claim) && isBeingRestored(claim) && textOf(entry(pod.spec, 'schedulerName')) === 'stork')
      return [`persistentvolumeclaim "${name}" is being restored in place`]
    if (isBound(claim)) return []
    if (waitsForConsumer(claimClass(store, claim)) && selectedNode(claim) === undefined) {
      const node = chooseNode(context, pod)
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
function chooseNode(context: ControllerContext, pod: KubeObject): string | undefined {
  const { store, uses } = context
  const fixed = nodeOf(pod)
  if (fixed !== undefined) return fixed
  const neighbours = claimNamesOf(pod).flatMap(name => {
    const claim = store.get(claimRefOf(pod, name))
    return claim === undefined ? [] : podsUsing(context, claim)
  })
  const attached = neighbours.flatMap(neighbour => nodeOf(neighbour) ?? [])[0]
  if (attached !== undefined) return attached
  const nodes = nodesOf(store)
  return [...nodes].sort((left, right) => uses.podsOn(left) - uses.podsOn(right))[0]
}

function nodesOf(store: ObjectStore): readonly string[] {
  return store.list({ apiVersion: 'v1', kind: 'Node' }).items.map(({ metadata }) => metadata.name)
}

function run({ store, uses, now }: ControllerContext, pod: KubeObject, node: string): void {
  const at = toIso(now())
  const spec = pod.spec
  const placed = store.update({ ...pod, spec: { ...(typeof spec === 'object' ? spec : {}), nodeName: node } })
  if (!placed.ok) return
  setStatus(store, placed.object, {
    phase: 'Running',
    hostIP: `10.0.0.${nodesOf(store).indexOf(node) + 1}`,
    podIP: uses.freeAddress(),
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
