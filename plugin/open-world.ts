/** The cluster that a command works in: that of the kubeconfig, or a simulated one when the user says so. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '@pxsnap/core/base'
import type { EnginePorts } from '@pxsnap/core/engine'
import type { ClusterDiscovery, ClusterWriter, PermissionReviewer } from '@pxsnap/core/ports'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { Executor, KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { openDurableDirectory } from '@pxsnap/core/system'
import type { GlobalValues } from './args.ts'
import type { Face, SimulatorHome } from './face.ts'
import { Problem } from './problem.ts'
import { isSimulatedClusterName, simulatedClusterName, simulatedClustersDirectory } from './sim-home.ts'

export type World = {
  /** Of the simulated cluster, or of the kubeconfig's context. */
  readonly name: string
  /** The address of the API server; absent: a simulated cluster. */
  readonly server?: string
  /** Where objects live that name no namespace. */
  readonly namespace: string
  readonly ports: EnginePorts
  /** Who carries out specs here, unless the user asked for somebody. A choice that was made is told on standard error, once. */
  executor(asked: Executor | undefined, purpose: ExecutorPurpose): Promise<Executor>
  /**
   * Our own engine's ports for these objects. Beside STORK they are others than `ports`, so that it never takes on what is
   * STORK's. Absent: `ports`.
   */
  readonly engineFor?: (refs: readonly ObjectRef[]) => Promise<EnginePorts>
  /** Why our own engine cannot carry out an object here at all: STORK would, as soon as it is there. */
  readonly refusal?: (object: KubeObject) => Promise<string | undefined>
  /** What the cluster serves, and what the account may do in it. Absent: read from the simulated cluster, see cluster-facts.ts. */
  readonly discovery?: ClusterDiscovery
  readonly permissions?: PermissionReviewer
  /** Takes writes, checks them and answers as the cluster would, and stores nothing. */
  readonly rehearsal?: ClusterWriter
  /** What only a simulated cluster can tell. Absent: a real one. */
  readonly simulated?: SimulatedCluster
  /** Lets simulated time pass while the work is pending. In a real cluster time passes by itself. */
  drive<T>(work: Promise<T>): Promise<T>
  /** Waits in the time of the cluster. */
  letPass(durationMs: number): Promise<void>
  /** Makes what was done without a write to the API server last, in a simulated cluster. */
  keep(): Promise<void>
  now(): Instant
  /** The time to show while a wait is paced: between two steps of the simulation it goes on. */
  shownNow(): Instant
  /** How far the API server's clock is from this machine's, as far as its answers have told. */
  readonly clockOffset?: () => { readonly leastMs: number; readonly mostMs: number } | undefined
  /** A line for the user on standard error. */
  say(line: string): void
  /** Lets other commands use the cluster. Repeating it changes nothing. */
  close(): Promise<void>
}

/** What somebody is wanted for: to judge specs as it would, or to carry them out, which throws a Problem where it cannot. */
export type ExecutorPurpose = 'judge' | 'carry-out'

export type SimulatedWorld = World & { readonly simulated: SimulatedCluster }

export function isSimulated(world: World): world is SimulatedWorld {
  return world.simulated !== undefined
}

export type OpenOptions = {
  /** `look`: nothing is locked or written, and others may work meanwhile. */
  readonly access: 'look' | 'change'
  /** What to do when there is no cluster of that name. */
  readonly missing: 'refuse' | 'create'
  readonly seed?: number
  /** `sleep`: what the cluster keeps of faults strikes nobody meanwhile. */
  readonly faults?: 'sleep'
}

/** Throws a Problem when there is no simulated cluster of that name, or the kubeconfig leads nowhere. */
export async function openWorld(face: Face, global: GlobalValues, options: OpenOptions): Promise<World> {
  const name = requestedCluster(face, global)
  if (global.from !== undefined)
    return (await import('./report-file.ts')).openReportWorld(face, global.from, global.namespace, options)
  if (name !== undefined) return (await import('./simulated-world.ts')).openSimulatedWorld(face, global, name, options)
  const { openRealWorld } = await import('./real-world.ts')
  return openRealWorld(face, global, options)
}

/** Opens the world, works in it, and closes it whatever happens. */
export async function inWorld<T>(
  face: Face,
  global: GlobalValues,
  options: OpenOptions,
  work: (world: World) => Promise<T>,
): Promise<T> {
  if (face.host !== undefined) return work(placed(face.host.world, global))
  const world = await openWorld(face, global, options)
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** The cluster of the screen that the command runs in, as the command's flags see it. */
function placed<W extends World>(world: W, { namespace = world.namespace }: GlobalValues): W {
  return { ...world, namespace }
}

/** Works in a simulated cluster, for commands that make no sense in another; the default one when none is named. */
export async function inSimulatedWorld<T>(
  face: Face,
  global: GlobalValues,
  options: OpenOptions,
  work: (world: SimulatedWorld) => Promise<T>,
): Promise<T> {
  if (face.host !== undefined && isSimulated(face.host.world)) return work(placed(face.host.world, global))
  const { openSimulatedWorld } = await import('./simulated-world.ts')
  const world = await openSimulatedWorld(face, global, requestedCluster(face, global) ?? 'default', options)
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** The simulated cluster named with `--sim` or PXSNAP_SIM; undefined: the cluster of the kubeconfig. Never guessed. */
export function requestedCluster(face: Pick<Face, 'env'>, global: GlobalValues): string | undefined {
  const name = global.sim ?? (face.env.PXSNAP_SIM || undefined)
  return name === undefined ? undefined : simulatedClusterName(name)
}

/** Who carries out specs in the cluster of the invocation; a simulated one need not be there for that. */
export async function executorOf(face: Face, global: GlobalValues, asked: Executor | undefined): Promise<Executor> {
  if (asked !== undefined || requestedCluster(face, global) !== undefined) return asked ?? 'pxsnap'
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, world => world.executor(asked, 'judge'))
}

export function simulatorHome(face: Face): SimulatorHome {
  if (face.simulators !== undefined) return face.simulators
  const root = simulatedClustersDirectory(face)
  return {
    names: async () => {
      const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw new Problem('failed', `The directory ${root} of simulated clusters cannot be read: ${error.message}`)
      })
      const directories = entries.filter(entry => entry.isDirectory() && isSimulatedClusterName(entry.name))
      return directories.map(({ name }) => name).sort()
    },
    directory: name => openDurableDirectory({ path: join(root, name), wayOut: `kubectl pxsnap sim reset ${name}` }),
  }
}
