/** A simulated cluster as a command works in it. Loaded only when a command needs one. */

import { join } from 'node:path'
import { type Instant, instant } from '@pxsnap/core/base'
import { PortError } from '@pxsnap/core/ports'
import {
  type OpenOther,
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
} from '@pxsnap/core/simulation'
import { macrotask, systemClock } from '@pxsnap/core/system'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { FaultsAtWork } from './kept-faults.ts'
import { objectStoresOf } from './object-stores.ts'
import { type OpenOptions, type SimulatedWorld, simulatorHome } from './open-world.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { pacerOf } from './pacer.ts'
import { Problem } from './problem.ts'
import { servedDirectory, servedNow } from './served-directory.ts'
import { isSimulatedClusterName } from './sim-home.ts'

/** Throws a Problem when there is none of that name and none is to be made. */
export async function openSimulatedWorld(
  face: Face,
  global: GlobalValues,
  name: string,
  options: OpenOptions,
): Promise<SimulatedWorld> {
  const home = simulatorHome(face)
  const exists = (await home.names()).includes(name)
  if (!exists && options.missing === 'refuse') {
    const up = name === 'default' ? '' : ` ${name}`
    throw new Problem('notFound', `There is no simulated cluster "${name}".`, `kubectl pxsnap sim up${up}`)
  }
  if (options.access === 'change') await refuseServed(face, name)
  const pacer = pacerOf(face, global.simSpeed)
  const quiet = sayWhenWaiting(face, name)
  const faults = new FaultsAtWork()
  const cluster = await openSimulatedCluster(
    {
      directory: home.directory(name),
      readOnly: options.access === 'look',
      settle: macrotask,
      ...(pacer === undefined ? {} : { pace: pacer.pace }),
      others: othersOf(face, name, options.access),
      ...buckets(face, name),
      seed: options.seed ?? seedOf(name),
      ...(face.simulators === undefined ? { start: thisSecond() } : {}),
      faults: faults.world,
    },
    face.signal,
  ).finally(quiet)
  if (cluster.setback !== undefined) face.stderr.write(`${cluster.setback}\n`)
  if (!exists) await keepNewCluster(face, cluster, name)
  const changes = options.access === 'change'
  if (options.faults !== 'sleep') faults.begin(cluster, { once: changes })
  let closed = false
  return {
    name,
    namespace: global.namespace ?? 'default',
    ports: cluster.ports,
    simulated: cluster,
    rehearsal: {
      create: async object => cluster.plane.create(object, { dryRun: true }),
      update: async object => cluster.plane.update(object, { dryRun: true }),
      delete: async (ref, deletion) => cluster.plane.delete(ref, { ...deletion, dryRun: true }),
    },
    executor: async asked => asked ?? 'pxsnap',
    say: line => face.stderr.write(`${sanitiseLine(line)}\n`),
    drive: work => cluster.drive(work),
    letPass: durationMs => cluster.advance(durationMs),
    keep: () => cluster.save(),
    now: () => cluster.now,
    shownNow: () => pacer?.shown(cluster.now) ?? cluster.now,
    close: async () => {
      if (closed) return
      closed = true
      const struck = faults.end(cluster, { forget: changes })
      for (const line of struck) face.stderr.write(`${sanitiseLine(line)}\n`)
      if (struck.length > 0) await cluster.save()
      await cluster.close()
    },
  }
}

/** Whoever serves a cluster has it for as long as that lasts, so nobody needs to wait for it. */
async function refuseServed(face: Face, name: string): Promise<void> {
  const served = await servedNow(face, name)
  if (served === undefined) return
  const kubeconfig = join(servedDirectory(face, name), 'kubeconfig')
  throw new Problem(
    'failed',
    `The simulated cluster "${name}" is served at ${served.url} by process ${served.pid}, and is reached through that address now.`,
    `Use --kubeconfig ${kubeconfig} in place of --sim, or end that process.`,
  )
}

/**
 * Other simulated clusters for ClusterPairs. Two commands that work in each other's clusters must not wait for each other
 * for ever: only the one that goes on in the order of names waits long.
 */
function othersOf(face: Face, own: string, access: OpenOptions['access']): OpenOther {
  const home = simulatorHome(face)
  return async (name, signal) => {
    if (name === own) throw new PortError('rejected', `The ClusterPair leads back to this cluster, "${name}".`)
    if (!isSimulatedClusterName(name) || !(await home.names()).includes(name)) return undefined
    const lockWaitMs = name > own ? 10_000 : 1_000
    return openSimulatedCluster(
      {
        directory: home.directory(name),
        readOnly: access === 'look',
        settle: macrotask,
        lockWaitMs,
        ...buckets(face, name),
      },
      signal,
    )
  }
}

/** Clusters that a test keeps elsewhere have their buckets inside. */
function buckets(face: Face, name: string): Pick<SimulatedClusterOptions, 'name' | 'objectStore'> {
  return face.simulators === undefined ? { name, objectStore: objectStoresOf(face) } : { name }
}

/** A new cluster begins now, so that clients which reckon by their own clock show true ages. */
function thisSecond(): Instant {
  return instant(Math.floor(systemClock.now() / 1000) * 1000)
}

/** New clusters of different names make different ids, since objects of one may come into another. */
function seedOf(name: string): number {
  if (name === 'default') return 1
  let seed = 7
  for (const character of name) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return (seed % 1_000_000) + 2
}

/** Nothing but another command makes opening take long. */
const patienceMs = 700

/** Says why nothing happens, if it lasts, until the returned function is called. */
function sayWhenWaiting(face: Face, name: string): () => void {
  const say = () => face.stderr.write(`Another command uses the simulated cluster "${name}"; waiting for it.\n`)
  const timer = setTimeout(say, patienceMs)
  return () => clearTimeout(timer)
}

async function keepNewCluster(face: Face, cluster: SimulatedCluster, name: string): Promise<void> {
  await cluster.save()
  face.stderr.write(`Simulated cluster "${name}" created.\n`)
}
