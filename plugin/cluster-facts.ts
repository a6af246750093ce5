/** What a cluster serves and what the account may do there, whichever world it is. */

import type { ClusterDiscovery, PermissionReviewer, ServedResource } from '@pxsnap/core/ports'
import { isSimulated, type World } from './open-world.ts'
import { Problem } from './problem.ts'

/** The version that a simulated cluster says it is. */
const simulatedVersion = 'v1.35.0+pxsnap-simulated'

export function discoveryOf(world: World): ClusterDiscovery {
  if (world.discovery !== undefined) return world.discovery
  if (!isSimulated(world)) throw new Problem('failed', 'What this cluster serves cannot be asked.')
  const { kinds } = world.simulated.plane
  return {
    version: async () => ({ gitVersion: simulatedVersion }),
    resources: async () =>
      kinds
        .all()
        .flatMap(({ versions, kind, plural, scope, subresources, shortNames }) =>
          versions.map(
            (apiVersion): ServedResource => ({
              apiVersion,
              kind,
              resource: plural,
              namespaced: scope === 'Namespaced',
              verbs: ['create', 'delete', 'get', 'list', 'update', 'watch'],
              subresources,
              shortNames,
            }),
          ),
        )
        .sort((one, other) => compare(one.apiVersion, other.apiVersion) || compare(one.kind, other.kind)),
  }
}

/** In a simulated cluster everything is allowed. */
export function permissionsOf(world: World): PermissionReviewer {
  return world.permissions ?? { review: async asks => asks.map(ask => ({ ask, allowed: true })) }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
