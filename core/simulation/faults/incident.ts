/** What happens to pods, nodes and disks by itself, carried out at once. Which one it hits is a draw. */

import { after } from '../../base/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import { valueAt } from '../../specs/index.ts'
import type { MemoryBucket } from '../../storage/object-store/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import type { Fault, FaultName } from './fault.ts'

/** What happened, in words, and how it is undone later, if it is. */
export type Incident = { readonly text: string; readonly end?: { readonly afterMs: number; readonly undo: () => void } }

/** Does it; undefined when there is nothing that it could hit. */
export function happen(cluster: SimulatedCluster, fault: Fault, draw: number): Incident | undefined {
  if (fault.name === 'disk-full') return fillDisk(cluster, fault.forMs ?? usualFullMs)
  const store = storeFaults[fault.name]
  if (store !== undefined) return strikeStore(cluster, fault, store)
  const pods = writers(cluster)
  const pod = pods[Math.floor(draw * pods.length)]
  if (pod === undefined) return undefined
  const { namespace = 'default', name } = pod.metadata
  switch (fault.name) {
    case 'pod-kill':
      cluster.plane.delete(podRef(pod))
      return { text: `pod ${name} is killed` }
    case 'pod-move':
      return movePod(cluster, pod)
    case 'container-restart':
      cluster.pods.restart({ namespace, pod: name })
      return { text: `the container of pod ${name} crashes and starts again` }
    case 'node-lost':
      return loseNode(cluster, nodeOf(pod), fault.forMs)
    default:
      return undefined
  }
}

const usualFullMs = 30_000

type StoreFault = Parameters<MemoryBucket['inject']>[0]

const storeFaults: Readonly<Partial<Record<FaultName, { readonly fault: StoreFault; readonly text: string }>>> = {
  's3-unavailable': { fault: { do: 'unavailable' }, text: 'the object store answers 503' },
  's3-slow': { fault: { do: 'slow', extraMs: 5_000 }, text: 'the object store is slow' },
  's3-denied': { fault: { do: 'wrong-credentials' }, text: 'the object store does not know the access key' },
  's3-damage': { fault: { do: 'damaged-arrival' }, text: 'what is sent to the object store arrives damaged' },
  's3-lost-answer': { fault: { do: 'lost-answer' }, text: 'answers of the object store are lost' },
}

/** In every bucket that the cluster has a credential for. */
function strikeStore(
  cluster: SimulatedCluster,
  { forMs }: Fault,
  { fault, text }: { readonly fault: StoreFault; readonly text: string },
): Incident {
  const { credentials } = cluster.storage.cloud
  for (const credential of credentials.all()) {
    const opened = credentials.open(credential)
    if (opened.kind !== 'embedded') continue
    opened.bucket.inject(forMs === undefined ? fault : { ...fault, times: 'all', until: after(cluster.now, forMs) })
  }
  return { text: forMs === undefined ? `${text}, once` : `${text} for ${forMs / 1000} s` }
}

/** Pods that run an application on a claim, by namespace and name. */
function writers(cluster: SimulatedCluster): readonly KubeObject[] {
  const claims = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }).items
  const names = claims.flatMap(({ metadata: { namespace = 'default', name } }) => {
    const writer = cluster.pods.writerOf(namespace, name)
    return writer === undefined ? [] : [`${writer.namespace}/${writer.pod}`]
  })
  return cluster.plane
    .list({ apiVersion: 'v1', kind: 'Pod' })
    .items.filter(({ metadata }) => names.includes(`${metadata.namespace}/${metadata.name}`))
}

/** Away from its node: for the moment in which its successor is placed, the node takes no pods. */
function movePod(cluster: SimulatedCluster, pod: KubeObject): Incident {
  const name = nodeOf(pod)
  const node = name === undefined ? undefined : cluster.plane.get({ apiVersion: 'v1', kind: 'Node', name })
  if (node !== undefined) cluster.plane.delete(refOf(node))
  cluster.plane.delete(podRef(pod))
  if (node !== undefined) cluster.plane.create(fresh(node))
  return { text: `pod ${pod.metadata.name} moves away from ${name ?? 'its node'}` }
}

function loseNode(
  cluster: SimulatedCluster,
  name: string | undefined,
  forMs: number | undefined,
): Incident | undefined {
  const node = name === undefined ? undefined : cluster.plane.get({ apiVersion: 'v1', kind: 'Node', name })
  if (node === undefined) return undefined
  cluster.plane.delete(refOf(node))
  const lost = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.filter(pod => nodeOf(pod) === name)
  for (const pod of lost) cluster.plane.delete(podRef(pod))
  const text = `${name} is lost with ${lost.map(pod => pod.metadata.name).join(', ')}`
  const undo = () => {
    cluster.plane.create(fresh(node))
  }
  return forMs === undefined ? { text } : { text, end: { afterMs: forMs, undo } }
}

function fillDisk(cluster: SimulatedCluster, forMs: number): Incident {
  cluster.storage.fill(true)
  const text = `the storage pool is full for ${forMs / 1000} s`
  return { text, end: { afterMs: forMs, undo: () => cluster.storage.fill(false) } }
}

/** The object as a new one of its name would be written. */
function fresh({ apiVersion, kind, metadata, ...rest }: KubeObject): KubeObject {
  const { name, labels } = metadata
  return { ...rest, apiVersion, kind, metadata: { name, ...(labels === undefined ? {} : { labels }) } }
}

function nodeOf(pod: KubeObject): string | undefined {
  const name = valueAt(pod, ['spec', 'nodeName'])
  return typeof name === 'string' ? name : undefined
}

function podRef({ metadata: { namespace = 'default', name } }: KubeObject): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name }
}

function refOf({ apiVersion, kind, metadata: { name } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name }
}
