/** What `plan` and `simulate` see of the cluster of the kubeconfig. It is read, and nothing else. */

import { refOf } from '@pxsnap/core/actions'
import { listContexts } from '@pxsnap/core/cluster/kubernetes'
import { PortError } from '@pxsnap/core/ports'
import { twinnedKinds, twinOf } from '@pxsnap/core/simulation'
import { type KubeObject, kindCatalogue, valueAt } from '@pxsnap/core/specs'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { objectsOf } from './one-object.ts'
import { inWorld, type World } from './open-world.ts'

export type LiveSurroundings = {
  /** Manifests that make a simulated cluster stand for the real one. */
  readonly twin: readonly KubeObject[]
  /** Everything of the namespaces in question as it is. */
  readonly objects: readonly KubeObject[]
  /** What the cluster has of the objects asked about. */
  readonly current: readonly KubeObject[]
}

/** Whether there is a kubeconfig that leads anywhere, or the user named one on the command line. */
export async function hasCluster(face: Face, global: GlobalValues): Promise<boolean> {
  if (global.server !== undefined || global.context !== undefined || global.kubeconfig !== undefined) return true
  const contexts = await listContexts(undefined, face.env)
  return contexts.some(({ current }) => current)
}

/** Of the namespaces that the objects are about. */
export function liveSurroundings(
  face: Face,
  global: GlobalValues,
  objects: readonly KubeObject[],
): Promise<LiveSurroundings> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, world => surroundingsIn(world, objects))
}

export async function surroundingsIn(world: World, objects: readonly KubeObject[]): Promise<LiveSurroundings> {
  const namespaces = [...new Set(objects.flatMap(namespacesOf))].sort()
  const clusterWide = kinds.filter(({ scope }) => scope === 'Cluster')
  const inside = kinds.filter(({ scope }) => scope !== 'Cluster')
  const lists = await Promise.all([
    objectsOf(world, clusterWide),
    ...namespaces.map(namespace => objectsOf(world, inside, { namespace })),
  ])
  const found = lists.flat()
  const isHere = ({ kind, metadata }: KubeObject) => kind !== 'Namespace' || namespaces.includes(metadata.name)
  const current = await Promise.all(objects.map(object => world.ports.cluster.get(refOf(object)).catch(ofUnserved)))
  return { twin: twinOf(found.filter(isHere)), objects: found, current: current.flatMap(object => object ?? []) }
}

/** What is not served is not there. */
function ofUnserved(error: unknown): undefined {
  if (!(error instanceof PortError && error.kind === 'unsupported')) throw error
}

/** Its own, and those that a migration or restore names. */
function namespacesOf({ metadata, spec }: KubeObject): readonly string[] {
  const named = valueAt(spec, ['namespaces'])
  const source = valueAt(spec, ['sourceNamespace'])
  return [
    ...(metadata.namespace === undefined ? [] : [metadata.namespace]),
    ...(Array.isArray(named) ? named.filter((name): name is string => typeof name === 'string') : []),
    ...(typeof source === 'string' ? [source] : []),
  ]
}

/** Without secrets, which nobody needs to plan. */
const kinds = [
  ...new Map(
    [...twinnedKinds, ...kindCatalogue, { apiVersion: 'apps/v1', kind: 'ReplicaSet' }].map(
      one => [`${one.apiVersion}/${one.kind}`, one] as const,
    ),
  ).values(),
].filter(({ kind }) => kind !== 'Secret')
