/** A simulated cluster with CSI and a database, and controllers in it. */

import { type Controller, type ControllerOptions, startController } from '@pxsnap/core/controller'
import type { EnginePorts } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster, startCsi } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { csiStorage } from '@pxsnap/core/storage/csi'
import { macrotask } from '@pxsnap/core/system'
import { mysql, mysqlLock } from '../support/shop.ts'

export async function shopWithCsi(seed = 1): Promise<SimulatedCluster> {
  const cluster = await openSimulatedCluster({ seed, settle: macrotask })
  startCsi(cluster)
  cluster.load([...mysql(), mysqlLock])
  await cluster.advance(5_000)
  return cluster
}

export function csiPorts({ ports }: SimulatedCluster, cluster = ports.cluster): EnginePorts {
  const { clock } = ports
  return {
    ...ports,
    cluster,
    storage: csiStorage({ cluster, clock, groupVersion: 'groupsnapshot.storage.k8s.io/v1' }),
  }
}

export type Started = Controller & {
  readonly lines: readonly string[]
  /** Asks it to end, as SIGTERM does. */
  stop(): void
}

export function started(identity: string, ports: EnginePorts, options: Partial<ControllerOptions> = {}): Started {
  const lines: string[] = []
  const life = new AbortController()
  const say = (line: string) => lines.push(line)
  const base = { ports, identity, namespace: 'default', random: () => 0.5, say }
  const { ended, ...controller } = namedMethods(startController({ ...base, ...options }, life.signal))
  // A mistake is thrown where the test waits for the end; meanwhile nobody listens.
  ended.catch(() => undefined)
  return { ...controller, ended, lines, stop: () => life.abort() }
}

function namedMethods(controller: Controller): Controller {
  return {
    ended: controller.ended,
    alive: () => controller.alive(),
    ready: () => controller.ready(),
    metrics: () => controller.metrics(),
  }
}

export const listed = (cluster: SimulatedCluster, apiVersion: string, kind: string): readonly KubeObject[] =>
  cluster.plane.list({ apiVersion, kind }).items
