/** Who carries out specs in a simulated cluster while it is served: STORK with its deployment, our engine, or nobody. */

import { discover, type EngineEvent, runSchedules, runUntilSettled } from '../engine/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'
import type { SimulatedCluster } from './simulated-cluster.ts'
import { startStork } from './stork/index.ts'

export type ServedExecutor = 'stork' | 'pxsnap' | 'none'

export type ServedExecutorOptions = {
  readonly report?: (event: EngineEvent) => void
}

/** How often our engine looks for objects that nobody has begun. */
const lookEveryMs = 500

/**
 * Works until the signal is aborted, and resolves when everything that our engine froze is thawed; STORK just ends, as
 * its process would. The cluster must be driven meanwhile, also until this resolves.
 */
export async function carryOutWhileServed(
  cluster: SimulatedCluster,
  executor: ServedExecutor,
  signal: AbortSignal,
  options: ServedExecutorOptions = {},
): Promise<void> {
  switch (executor) {
    case 'none':
      removeStork(cluster)
      return
    case 'stork':
      await runStork(cluster, signal)
      return
    case 'pxsnap':
      removeStork(cluster)
      await runEngine(cluster, signal, options)
  }
}

async function runStork(cluster: SimulatedCluster, signal: AbortSignal): Promise<void> {
  for (const object of storkObjects) if (cluster.plane.get(refOf(object)) === undefined) cluster.plane.create(object)
  const stork = startStork(cluster)
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  stork.stop()
  removeStork(cluster)
}

/** A cluster whose STORK nobody runs must not look as if it had one. */
function removeStork({ plane }: SimulatedCluster): void {
  for (const object of storkObjects) plane.delete(refOf(object))
}

async function runEngine(
  { ports }: SimulatedCluster,
  signal: AbortSignal,
  { report = () => undefined }: ServedExecutorOptions,
): Promise<void> {
  const running = new Map<string, Promise<unknown>>()
  const schedules = runSchedules(ports, { lookEveryMs: lookEveryMs * 10, report }, signal)
  while (!signal.aborted) {
    for (const ref of await discover(ports, signal).catch(() => [])) {
      const key = `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`
      if (running.has(key)) continue
      const run = runUntilSettled(ports, { only: [ref], report }, signal)
      const ended = () => running.delete(key)
      running.set(key, run.then(ended, ended))
    }
    await ports.clock.sleep(lookEveryMs, signal).catch(() => undefined)
  }
  await Promise.all([...running.values(), schedules.catch(() => undefined)])
}

function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { name, namespace } = metadata
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name }
}

const labels = { name: 'stork', tier: 'control-plane' }

/** By what people and tools recognise STORK. Source: STORK's install manifest. */
const storkObjects: readonly KubeObject[] = [
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'stork', namespace: 'kube-system' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'stork', namespace: 'kube-system', labels: { tier: 'control-plane' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'stork',
          containers: [
            {
              name: 'stork',
              image: 'docker.io/openstorage/stork:24.3.0',
              command: ['/stork', '--driver=pxd', '--verbose', '--leader-elect=true', '--health-monitor-interval=120'],
            },
          ],
        },
      },
    },
  },
]
