/** The other sides of migrations that are tried: copies of simulated clusters, or an empty one where only files are looked at. */

import { openSimulatedCluster, pairReference, simulatedPairSpec, type WorldCopy } from '@pxsnap/core/simulation'
import { clusterPair, entry, type KubeObject, textOf } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { inSimulatedWorld, simulatorHome } from './open-world.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { Problem } from './problem.ts'

export type Destinations = {
  /** The pairs as they are written into the copy of this side. */
  readonly pairs: readonly KubeObject[]
  /** The clusters they lead to, by name. */
  readonly others: Readonly<Record<string, WorldCopy>>
}

/** `known`: what files and the cluster have. Throws a Problem where a pair leads to no cluster that can be copied. */
export async function destinationsOf(
  face: Face,
  global: GlobalValues,
  of: {
    readonly migrations: readonly KubeObject[]
    readonly known: (namespace: string, name: string) => KubeObject | undefined
    readonly sim: string | undefined
  },
): Promise<Destinations> {
  const pairs = new Map<string, KubeObject>()
  const others: Record<string, WorldCopy> = {}
  for (const { metadata, spec } of of.migrations) {
    const { namespace = 'default' } = metadata
    const name = textOf(entry(spec, 'clusterPair')) ?? ''
    const key = `${namespace}/${name}`
    // Without a name the migration fails by itself, and says so.
    if (name === '' || pairs.has(key)) continue
    const pair = of.known(namespace, name)
    const leadsTo = pair === undefined ? undefined : pairReference(pair)?.name
    if (of.sim === undefined) {
      const to = leadsTo ?? standIn
      others[to] ??= await emptyCluster()
      pairs.set(key, pair !== undefined && leadsTo !== undefined ? pair : pairTo(to, namespace, name))
      face.stderr.write(
        `An empty simulated cluster stands in for the other side of ClusterPair ${sanitiseLine(name)}.\n`,
      )
      continue
    }
    const migration = metadata.name
    if (pair === undefined)
      throw untried(migration, `there is no ClusterPair "${name}" in namespace ${namespace}.`, of.sim)
    if (leadsTo === undefined)
      throw untried(
        migration,
        `ClusterPair "${name}" leads to no simulated cluster, and no other can be copied.`,
        of.sim,
      )
    if (!(await simulatorHome(face).names()).includes(leadsTo))
      throw untried(
        migration,
        `ClusterPair "${name}" leads to the simulated cluster "${leadsTo}", which is not there.`,
        of.sim,
      )
    pairs.set(key, pair)
    const there = { ...global, sim: leadsTo }
    others[leadsTo] ??= await inSimulatedWorld(
      face,
      there,
      { access: 'look', missing: 'refuse' },
      async ({ simulated }) => simulated.copy(),
    )
  }
  return { pairs: [...pairs.values()], others }
}

function untried(migration: string, why: string, sim: string): Problem {
  return new Problem(
    'notFound',
    `Migration "${migration}" cannot be tried: ${why}`,
    `Make the pair with kubectl pxsnap pair NAME --to CLUSTER --sim=${sim}, or try the files alone, without --sim: an empty cluster stands in.`,
  )
}

function pairTo(cluster: string, namespace: string, name: string): KubeObject {
  const { apiVersion, kind } = clusterPair
  return { apiVersion, kind, metadata: { name, namespace }, spec: simulatedPairSpec(cluster) }
}

async function emptyCluster(): Promise<WorldCopy> {
  return (await openSimulatedCluster({ settle: macrotask, seed: emptySeed })).copy()
}

const standIn = 'destination'
/** Not that of the world it stands beside, because objects of one come into the other. */
const emptySeed = 2
