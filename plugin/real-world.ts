/** The cluster of the kubeconfig, as a command works in it. Loaded only when a command needs a real cluster. */

import {
  type ConnectionFlags,
  type KubernetesCluster,
  kubernetesCluster,
  kubernetesDiscovery,
  kubernetesExec,
  kubernetesPermissions,
  loadConnection,
  serverClock,
  withClockBounds,
} from '@pxsnap/core/cluster/kubernetes'
import { isShadowedKind, refusalOf, shadowedCluster, withShadows } from '@pxsnap/core/cluster/shadow'
import type { EnginePorts } from '@pxsnap/core/engine'
import type { Cluster, ClusterDiscovery, PermissionReviewer, StorageDriver } from '@pxsnap/core/ports'
import { storkStorage } from '@pxsnap/core/storage/stork'
import { systemClock, systemIds } from '@pxsnap/core/system'
import type { GlobalValues } from './args.ts'
import { executorHere, noStorage } from './executor-here.ts'
import type { Face } from './face.ts'
import type { OpenOptions, World } from './open-world.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { Problem } from './problem.ts'
/** Nothing is asked of the cluster until the command does, except what a run needs to know of the storage beforehand. */
export async function openRealWorld(face: Face, global: GlobalValues, { access }: OpenOptions): Promise<World> {
  const say = (line: string) => face.stderr.write(`${sanitiseLine(line)}\n`)
  const connection = await loadConnection(flagsOf(global), face.env, {
    log: say,
    tell: say,
    interactive: face.stdin.isTTY,
  })
  const { time } = connection
  const clock = serverClock(systemClock, time)
  const api = kubernetesCluster(connection, { clock })
  const discovery = onceAsked(kubernetesDiscovery(connection, { clock }))
  const here = executorHere({ cluster: api, clock, discovery, say, signal: face.signal })
  const home = shadowHome
  const cluster = withShadows(api, { home, ours: here.isBeside })
  const bounded = (driver: StorageDriver) => withClockBounds(driver, systemClock, time)
  const storage =
    access === 'change' ? bounded(await here.storage(face.signal)) : noStorage('Nothing but looking was asked for.')
  const storkCuts = bounded(storkStorage({ cluster: api, clock }))
  const ports: EnginePorts = {
    cluster,
    exec: kubernetesExec(connection),
    // Who carries out is decided later than this, by the command.
    get storage() {
      return here.isBeside() ? storkCuts : storage
    },
    clock,
    ids: systemIds,
  }
  const shadows = shadowedCluster(api, { home })
  const besideStork: EnginePorts = { ...ports, cluster: shadows, storage: storkCuts }
  return {
    name: connection.context ?? connection.server,
    namespace: global.namespace ?? connection.namespace,
    server: connection.server,
    ports,
    engineFor: async refs => {
      if (here.isBeside()) return besideStork
      const [first] = refs.filter(isShadowedKind)
      const isOurs = first === undefined ? await here.wouldBeBeside() : (await shadows.get(first)) !== undefined
      return isOurs ? besideStork : { ...ports, cluster: api, storage }
    },
    refusal: async object => {
      const why = refusalOf(object)
      return why !== undefined && (await here.wouldBeBeside()) ? why : undefined
    },
    discovery,
    permissions: asShadows(kubernetesPermissions(connection, { clock }), here.isBeside),
    rehearsal: withShadows(rehearsing(api), { home, ours: here.isBeside }),
    executor: here.executor,
    say,
    drive: work => work,
    letPass: durationMs => clock.sleep(durationMs, face.signal),
    keep: async () => undefined,
    now: () => clock.now(),
    shownNow: () => clock.now(),
    clockOffset: () => time.offset(systemClock.now()),
    close: async () => connection.close(),
  }
}

/** Where the ConfigMaps of shadows are kept whose objects have no namespace: the same place for every user and command. */
const shadowHome = 'kube-system'

/** Takes writes, and has the server check them and store nothing. */
function rehearsing(api: KubernetesCluster): Cluster {
  return {
    ...api,
    create: (object, signal) => api.create(object, signal, { dryRun: true }),
    update: (object, signal) => api.update(object, signal, { dryRun: true }),
    delete: (ref, deletion, signal) => api.delete(ref, { ...deletion, dryRun: true }, signal),
  }
}

/** What is asked of a shadowed kind is needed of the ConfigMaps that stand for it. */
function asShadows(reviewer: PermissionReviewer, isBeside: () => boolean): PermissionReviewer {
  return {
    review: async (asks, signal) => {
      if (!isBeside()) return reviewer.review(asks, signal)
      const needed = asks.map(ask => {
        if (!isShadowedKind(ask)) return ask
        const { name: _, ...unnamed } = ask
        return { ...unnamed, apiVersion: 'v1', kind: 'ConfigMap' }
      })
      return reviewer.review(needed, signal)
    },
  }
}

function flagsOf(global: GlobalValues): ConnectionFlags {
  const { kubeconfig, context, clusterName, user, as, asGroup, token, server, certificateAuthority } = global
  const verbosity = global.verbosity === undefined ? undefined : Number(global.verbosity)
  if (verbosity !== undefined && !Number.isInteger(verbosity))
    throw new Problem('usage', `-v is a whole number, not "${global.verbosity}".`)
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...(clusterName === undefined ? {} : { cluster: clusterName }),
    ...(user === undefined ? {} : { user }),
    ...(as === undefined ? {} : { as }),
    ...(asGroup.length === 0 ? {} : { asGroup }),
    ...(token === undefined ? {} : { token }),
    ...(server === undefined ? {} : { server }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(global.requestTimeout === undefined ? {} : { requestTimeoutMs: global.requestTimeout }),
    ...(global.insecureSkipTlsVerify ? { insecureSkipTlsVerify: true } : {}),
    ...(verbosity === undefined ? {} : { verbosity }),
  }
}

/** What a cluster serves does not change while a command runs. */
function onceAsked(discovery: ClusterDiscovery): ClusterDiscovery {
  let resources: ReturnType<ClusterDiscovery['resources']> | undefined
  return {
    version: signal => discovery.version(signal),
    resources: signal => {
      resources ??= discovery.resources(signal)
      return resources
    },
  }
}
