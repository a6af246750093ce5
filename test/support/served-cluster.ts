/** A simulated cluster that lives in real time and is served over HTTP, with a kubeconfig that leads to it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  kubeconfigOf,
  makeServerCertificate,
  type ServedApi,
  type ServeOptions,
  type ServerCertificate,
  serveApi,
} from '@pxsnap/core/apiserver'
import { after } from '@pxsnap/core/base'
import type { Clock } from '@pxsnap/core/ports'
import {
  liveInRealTime,
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedClusterOptions,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask, systemClock } from '@pxsnap/core/system'

export type ServedCluster = {
  readonly cluster: SimulatedCluster
  readonly api: ServedApi
  readonly url: string
  readonly token: string
  /** PEM text of the authority that vouches for the server. */
  readonly authority: string
  /** Path of a kubeconfig whose only context leads here. */
  readonly kubeconfig: string
  close(): Promise<void>
}

export type ServedClusterOptions = Partial<Omit<ServeOptions, 'plane' | 'pods'>> & {
  readonly seed?: number
  /** Loaded before the cluster is served, as `sim load` does. */
  readonly objects?: readonly KubeObject[]
  /** Over TLS unless this is false; clients such as kubectl send credentials over nothing else. */
  readonly secure?: boolean
  /** How many of the cluster's seconds pass in one of ours, for what waits long. */
  readonly speed?: number
  /** Other simulated clusters, for ClusterPairs. */
  readonly others?: SimulatedClusterOptions['others']
  /** How far the cluster's clock is ahead of ours; negative: behind. */
  readonly aheadMs?: number
}

export async function openServedCluster(options: ServedClusterOptions = {}): Promise<ServedCluster> {
  const {
    seed = 1,
    objects = [],
    token = 'test-token',
    secure = true,
    aheadMs = 0,
    others,
    speed = 1,
    ...serve
  } = options
  const cluster = await openSimulatedCluster({
    seed,
    start: after(systemClock.now(), aheadMs),
    settle: macrotask,
    ...(others === undefined ? {} : { others }),
  })
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
  const certificate = serverCertificate()
  const { plane, pods } = cluster
  const encryption = secure ? { certificate } : {}
  const clock: Clock = { now: () => cluster.now, sleep: (durationMs, signal) => systemClock.sleep(durationMs, signal) }
  const api = await serveApi({ plane, pods, clock, token, ...encryption, ...serve })
  const stop = new AbortController()
  const living = liveInRealTime(cluster, hasty(speed), stop.signal)
  const folder = mkdtempSync(join(tmpdir(), 'pxsnap-served-'))
  const kubeconfig = join(folder, 'kubeconfig')
  const { authority } = certificate
  writeFileSync(kubeconfig, kubeconfigOf({ name: 'sim', url: api.url, authority, token, namespace: 'default' }))
  return {
    cluster,
    api,
    url: api.url,
    token,
    authority,
    kubeconfig,
    close: async () => {
      await api.close()
      stop.abort()
      await living
      await cluster.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function hasty(speed: number): Clock {
  const start = systemClock.now()
  return { ...systemClock, now: () => after(start, (systemClock.now() - start) * speed) }
}

let made: ServerCertificate | undefined
/** Making one takes a while, so a test file makes one. */
function serverCertificate(): ServerCertificate {
  made ??= makeServerCertificate(systemClock.now())
  return made
}
