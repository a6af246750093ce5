/** Plans a recovery drill: copies of an application's pods that start on clones of a snapshot, beside the real ones. */

import { isMap, type KubeObject, valueAt } from '../specs/index.ts'
import { type CloneRequest, planClone } from './clone-snapshot.ts'
import type { Obstacle } from './plan.ts'

/** On everything that a drill makes, with the drill's name. Nothing else selects these objects. */
export const drillLabel = 'pxsnap.io/drill'

export type DrillRequest = Pick<CloneRequest, 'snapshots' | 'sources' | 'namespace' | 'taken'> & {
  /** Names the drill's objects; short enough for a name of Kubernetes. */
  readonly name: string
  /** All pods of the namespace. */
  readonly pods: readonly KubeObject[]
}

export type DrillPlan = {
  readonly claims: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
  readonly obstacles: readonly Obstacle[]
  /** What the drill cannot show. */
  readonly notes: readonly string[]
}

export function planDrill({ name, pods, namespace, ...request }: DrillRequest): DrillPlan {
  const sources = request.snapshots.map(claimName)
  const names = new Map(sources.map((source, index) => [source, `${name}-${index + 1}`]))
  const clone = planClone({ ...request, namespace, names: [...names.values()] })
  if (clone.obstacles.length > 0) return { claims: [], pods: [], obstacles: clone.obstacles, notes: [] }
  const claims = clone.writes.flatMap(write => (write.do === 'delete' ? [] : [labelled(write.object, name)]))
  const users = pods.filter(
    pod => claimsIn(pod).some(claim => names.has(claim)) && pod.metadata.deletionTimestamp === undefined,
  )
  if (users.length === 0) {
    return refuse(`No pod uses ${sources.join(', ')}, so there is no application to start a copy of.`)
  }
  const partly = users.flatMap(pod =>
    claimsIn(pod)
      .filter(claim => !names.has(claim))
      .map(claim => ({ pod, claim })),
  )[0]
  if (partly !== undefined) {
    return refuse(
      `The pod "${partly.pod.metadata.name}" also needs the claim ${partly.claim}, of which the snapshot has no copy.`,
      'Take a group snapshot of all claims of the application.',
    )
  }
  const copies = users.map((pod, index) => copyOf(pod, `${name}-${users.length === 1 ? 'pod' : index}`, name, names))
  const notes =
    users.length === 1
      ? []
      : [
          'Each pod starts on its own and does not find the others by their old names; what needs a quorum may not become ready.',
        ]
  return { claims, pods: copies, obstacles: [], notes }
}

/** What the server and its controllers wrote is left out; selectors and owners of the original do not know the copy. */
function copyOf(pod: KubeObject, podName: string, drill: string, names: ReadonlyMap<string, string>): KubeObject {
  const spec = isMap(pod.spec) ? pod.spec : {}
  const { nodeName: _, hostname: __, subdomain: ___, volumes, ...rest } = spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: podName,
      ...(pod.metadata.namespace === undefined ? {} : { namespace: pod.metadata.namespace }),
      labels: { [drillLabel]: drill },
    },
    spec: {
      ...rest,
      restartPolicy: 'Always',
      volumes: Array.isArray(volumes) ? volumes.map((volume: unknown) => onClone(volume, names)) : [],
    },
  }
}

function onClone(volume: unknown, names: ReadonlyMap<string, string>): unknown {
  const claim = valueAt(volume, ['persistentVolumeClaim', 'claimName'])
  if (!isMap(volume) || !isMap(volume.persistentVolumeClaim) || typeof claim !== 'string') return volume
  return { ...volume, persistentVolumeClaim: { ...volume.persistentVolumeClaim, claimName: names.get(claim) ?? claim } }
}

function labelled(object: KubeObject, drill: string): KubeObject {
  const { metadata } = object
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, [drillLabel]: drill } } }
}

function claimsIn(pod: KubeObject): readonly string[] {
  const volumes = valueAt(pod, ['spec', 'volumes'])
  if (!Array.isArray(volumes)) return []
  return volumes.flatMap((volume: unknown) => {
    const claim = valueAt(volume, ['persistentVolumeClaim', 'claimName'])
    return typeof claim === 'string' ? [claim] : []
  })
}

function claimName(snapshot: KubeObject): string {
  const name = valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])
  return typeof name === 'string' ? name : snapshot.metadata.name
}

function refuse(message: string, next?: string): DrillPlan {
  const obstacle: Obstacle = { code: 'not-allowed', message, ...(next === undefined ? {} : { next }) }
  return { claims: [], pods: [], obstacles: [obstacle], notes: [] }
}
