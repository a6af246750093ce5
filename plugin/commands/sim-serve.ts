/** `sim serve`: a simulated cluster as a Kubernetes API server on this machine, until it is interrupted. */

import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { kubeconfigOf, type ServedApi, type ServedContext, serveApi } from '@pxsnap/core/apiserver'
import { type Clock, PortError } from '@pxsnap/core/ports'
import { carryOutWhileServed, liveInRealTime, type SimulatedCluster } from '@pxsnap/core/simulation'
import { systemClock } from '@pxsnap/core/system'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inSimulatedWorld } from '../open-world.ts'
import { Problem } from '../problem.ts'
import { keepCredentials, readCredentials, type ServedCredentials, writePrivately } from '../served-credentials.ts'
import { servedDirectory, servedNowFile } from '../served-directory.ts'
import { usualKubeconfig, writeKubeconfig } from '../write-kubeconfig.ts'
import { namedCluster } from './sim-name.ts'

/** What applications write without anybody's asking is made to last so often. */
const saveEveryMs = 5_000

export async function simServe(
  face: Face,
  { flags, positionals, global }: InvocationOf<'simServe'>,
): Promise<ExitCode> {
  const name = namedCluster(face, positionals, global)
  const port = flags.port === undefined ? undefined : portOf(flags.port)
  const directory = servedDirectory(face, name)
  const kept = await readCredentials(directory, systemClock.now())
  const credentials = { ...kept, ...(flags.token === undefined ? {} : { token: flags.token }) }
  const settings = { ...global, sim: name, simSpeed: 'max' }
  const options = { access: 'change', missing: 'create' } as const
  return inSimulatedWorld(face, settings, options, async world => {
    const cluster = world.simulated
    const api = await serve(cluster, credentials, port)
    try {
      await keepCredentials(directory, { ...credentials, port: api.port })
      const context = contextOf(name, api, credentials, global.namespace)
      await writePrivately(servedNowFile(directory), JSON.stringify({ url: api.url, pid: process.pid }))
      const file = join(directory, 'kubeconfig')
      await writePrivately(file, kubeconfigOf(context))
      const merged = await mergedInto(face, context, flags)
      face.stdout.write(welcome({ name, api, context, file, merged, executor: flags.executor, use: flags.use }))
      await live(face, cluster, flags.executor)
    } finally {
      await rm(servedNowFile(directory), { force: true })
      await api.close()
      await cluster.save()
    }
    face.stderr.write(`The simulated cluster "${name}" is no longer served.\n`)
    return exitCodes.done
  })
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Problem('usage', `--port is a number from 0 to 65535, not "${text}".`)
}

/** On the port of the last time if it is free, so that kubeconfigs go on working; the port that was asked for must be. */
async function serve(cluster: SimulatedCluster, credentials: ServedCredentials, port?: number): Promise<ServedApi> {
  const { plane, pods } = cluster
  const clock: Clock = { now: () => cluster.now, sleep: (durationMs, signal) => systemClock.sleep(durationMs, signal) }
  const common = {
    plane,
    pods,
    clock,
    token: credentials.token,
    certificate: credentials,
    afterWrite: () => cluster.save(),
  }
  const wanted = port ?? credentials.port
  try {
    return await serveApi({ ...common, ...(wanted === undefined ? {} : { port: wanted }) })
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'unreachable') throw error
    if (port === undefined && wanted !== undefined) return serveApi(common)
    throw new Problem(
      'failed',
      `Port ${port} cannot be served: ${error.message}`,
      'Choose another --port, or leave it out.',
      {
        cause: error,
      },
    )
  }
}

function contextOf(
  name: string,
  api: ServedApi,
  { authority, token }: ServedCredentials,
  namespace: string | undefined,
): ServedContext {
  const place = namespace === undefined ? {} : { namespace }
  return { name: `pxsnap-sim-${name}`, url: api.url, authority, token, ...place }
}

/** The kubeconfig that now knows the context, or undefined when none was asked for. */
async function mergedInto(
  face: Face,
  context: ServedContext,
  { writeKubeconfig: wanted, use }: InvocationOf<'simServe'>['flags'],
): Promise<string | undefined> {
  if (wanted === undefined) {
    if (use) throw new Problem('usage', '--use goes with --write-kubeconfig.')
    return undefined
  }
  const path = wanted === '' ? await usualKubeconfig(face) : resolve(face.cwd, wanted)
  await writeKubeconfig(path, context, { use })
  return path
}

/**
 * Lets the cluster live until the user interrupts. Our engine then thaws what it froze, for which time goes on; whoever
 * interrupts again does not wait for it.
 */
async function live(face: Face, cluster: SimulatedCluster, executor: 'stork' | 'pxsnap' | 'none'): Promise<void> {
  const stop = new AbortController()
  const broken = new AbortController()
  const working = AbortSignal.any([face.signal, broken.signal])
  const living = liveInRealTime(cluster, systemClock, stop.signal).finally(() => broken.abort())
  const saving = saveNowAndThen(cluster, stop.signal)
  const forget = executor === 'pxsnap' ? askTwice(face) : () => undefined
  try {
    if (executor === 'none') await Promise.all([carryOutWhileServed(cluster, executor, working), interrupted(working)])
    else await carryOutWhileServed(cluster, executor, working)
  } finally {
    forget()
    stop.abort()
    await saving
    await living
  }
}

/** The first interrupt stops our engine, which thaws; the second is told so; the third leaves. */
function askTwice(face: Face): () => void {
  let asked = 0
  return face.onInterruptAgain(() => {
    asked += 1
    if (asked > 1) return face.exitNow?.(exitCodes.interrupted)
    face.stderr.write('What is frozen is thawed first. Interrupt once more to leave all the same.\n')
    return undefined
  })
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (signal.aborted) done()
    signal.addEventListener('abort', () => done(), { once: true })
  })
}

async function saveNowAndThen(cluster: SimulatedCluster, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await systemClock.sleep(saveEveryMs, signal).catch(() => undefined)
    if (!signal.aborted) await cluster.save()
  }
}

type Served = {
  readonly name: string
  readonly api: ServedApi
  readonly context: ServedContext
  readonly file: string
  readonly merged: string | undefined
  readonly executor: 'stork' | 'pxsnap' | 'none'
  readonly use: boolean
}

const executors = {
  stork: 'STORK carries out specs.',
  pxsnap: 'pxsnap carries out specs.',
  none: 'Nobody carries out specs: run kubectl pxsnap against it, or your own controller.',
} as const

function welcome({ name, api, context, file, merged, executor, use }: Served): string {
  const how =
    merged === undefined
      ? [
          `  export KUBECONFIG=${file}`,
          '  kubectl get pods -A',
          'Or have the context in your own kubeconfig: --write-kubeconfig',
        ]
      : [
          `The context ${context.name} is in ${merged}${use ? ', and is the current one' : ''}:`,
          `  kubectl ${use ? '' : `--context ${context.name} `}get pods -A`,
        ]
  return [
    `The simulated cluster "${name}" is served at ${api.url}. ${executors[executor]}`,
    ...how,
    'Ctrl-C stops. Until then, other commands reach the cluster through this address, not with --sim.',
    '',
  ].join('\n')
}
