/** The nodes that a cluster has at the moment, for whoever asks at every write. */

import type { ControlPlane } from '../cluster/simulated/index.ts'
import type { KubeObject } from '../specs/index.ts'
import type { NodesNow } from '../storage/simulated/index.ts'

/** Kept until a Node comes or goes. */
export function nodesOf(plane: ControlPlane): NodesNow {
  let known: ReadonlySet<string> | undefined
  plane.onChange(({ object }) => {
    if (object.kind === 'Node') known = undefined
  })
  return () => {
    known ??= namesOfNodes(plane.list({ apiVersion: 'v1', kind: 'Node' }).items)
    return known
  }
}

export function namesOfNodes(objects: readonly KubeObject[]): ReadonlySet<string> {
  return new Set(objects.filter(({ kind }) => kind === 'Node').map(({ metadata }) => metadata.name))
}
