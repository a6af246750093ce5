/** The cluster of the kubeconfig, as a command works in it. Loaded only when a command needs a real cluster. */

import {
  type ConnectionFlags,
  kubernetesCluster,
  kubernetesDiscovery,
  kubernetesExec,
  kubernetesPermissions,
  loadConnection,
  serverClock,
  withClockBounds,
} from '@pxsnap/core/cluster/kubernetes'
import type { ClusterDiscovery } from '@pxsnap/core/ports'
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
  const cluster = kubernetesCluster(connection, { clock })
  const discovery = onceAsked(kubernetesDiscovery(connection, { clock }))
  const here = executorHere({ cluster, clock, discovery, say, signal: face.signal })
  const storage =
    access === 'change'
      ? withClockBounds(await here.storage(face.signal), systemClock, time)
      : noStorage('Nothing but looking was asked for.')
  return {
    name: connection.context ?? connection.server,
    namespace: global.namespace ?? connection.namespace,
    ports: { cluster, exec: kubernetesExec(connection), storage, clock, ids: systemIds },
    discovery,
    permissions: kubernetesPermissions(connection, { clock }),
    rehearsal: {
      create: (object, signal) => cluster.create(object, signal, { dryRun: true }),
      update: (object, signal) => cluster.update(object, signal, { dryRun: true }),
      delete: (ref, deletion, signal) => cluster.delete(ref, { ...deletion, dryRun: true }, signal),
    },
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
