/** Where the replicas of volumes lie: on nodes of the cluster. A volume whose nodes are all lost is offline. */

/** The nodes that are there now; undefined: nobody can tell, and then no volume is ever offline. */
export type NodesNow = () => ReadonlySet<string> | undefined

/** `degraded`: some replicas are lost, and the rest serve it. */
export type VolumeHealth = 'up' | 'degraded' | 'offline'

/** Replicas a volume has that no StorageClass speaks for, as far as there are nodes. Source: Portworx keeps 1 to 3. */
export const mostReplicas = 3

/**
 * Nodes for the replicas of a new volume: those that hold the fewest, each at most once, and fewer replicas where there are
 * fewer nodes. Undefined when nobody can tell the nodes, or there are none.
 */
export function placeReplicas(
  wanted: number,
  nodes: ReadonlySet<string> | undefined,
  held: Iterable<readonly string[] | undefined>,
): readonly string[] | undefined {
  if (nodes === undefined || nodes.size === 0) return undefined
  const load = new Map([...nodes].map(node => [node, 0]))
  for (const replicas of held) for (const node of replicas ?? []) load.set(node, (load.get(node) ?? 0) + 1)
  return [...nodes]
    .sort((one, other) => (load.get(one) ?? 0) - (load.get(other) ?? 0) || (one < other ? -1 : 1))
    .slice(0, Math.max(1, Math.min(mostReplicas, wanted)))
    .sort()
}

/** A lost node's replicas are as good as new when it returns: what they missed is caught up at once. */
export function healthOf(
  replicas: readonly string[] | undefined,
  nodes: ReadonlySet<string> | undefined,
): VolumeHealth {
  if (replicas === undefined || nodes === undefined) return 'up'
  const left = replicas.filter(node => nodes.has(node)).length
  return left === 0 ? 'offline' : left < replicas.length ? 'degraded' : 'up'
}

/** Why nothing can be read or written there. */
export function offline(handle: string, replicas: readonly string[] | undefined): string {
  const where = replicas ?? []
  return where.length === 1
    ? `${handle} is offline: its only replica is on ${where.join()}, which is lost.`
    : `${handle} is offline: its replicas are on ${where.join(', ')}, which are all lost.`
}
