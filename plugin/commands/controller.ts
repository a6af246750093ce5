/** `controller` and `controller manifests`: the engine in a cluster, and the objects that make it run there. */

import { controllerManifests, startController } from '@pxsnap/core/controller'
import { volumeSnapshotSchedule } from '@pxsnap/core/specs'
import { systemIds } from '@pxsnap/core/system'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { serveHealth } from '../health-server.ts'
import { inWorld, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { outputForm } from '../output/print-objects.ts'
import { progressLine } from '../output/progress-line.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { Problem } from '../problem.ts'
import { version } from '../version.ts'

export async function controller(face: Face, { flags, global }: InvocationOf<'controller'>): Promise<ExitCode> {
  // A simulated cluster in which somebody works lives at the speed of life, or days would pass between two commands.
  const paced = { ...global, simSpeed: global.simSpeed ?? '1' }
  return inWorld(face, paced, { access: 'change', missing: 'refuse' }, async world => {
    await world.executor('pxsnap', 'carry-out')
    await refuseBesideStork(world)
    const paint = painter(face, face.stderr, global.noColor)
    const say = (line: string) => face.stderr.write(`${sanitiseLine(line)}\n`)
    const life = lifeOf(face, world, flags.for)
    const running = startController(
      {
        ports: world.ports,
        identity: face.env.POD_NAME ?? `${world.simulated === undefined ? 'pxsnap' : 'simulated'}-${systemIds.uuid()}`,
        namespace: face.env.POD_NAMESPACE ?? world.namespace,
        random: Math.random,
        report: event => face.stderr.write(progressLine(event, paint)),
        say,
      },
      life.signal,
    )
    const forget = face.onInterruptAgain(() => say('What is frozen is thawed first; then it ends.'))
    const server = flags.listen === 'none' ? undefined : await serveHealth(running, flags.listen ?? ':8080')
    if (server !== undefined) say(`Health and metrics on ${server.url}`)
    try {
      await world.drive(running.ended)
    } finally {
      life.end()
      forget()
      await server?.close()
    }
    await world.keep()
    say('It has ended; nothing is frozen.')
    return exitCodes.done
  })
}

/** Beside STORK our engine is told by a command what to carry out; whatever else is written is STORK's. */
async function refuseBesideStork({ refusal }: World): Promise<void> {
  const { apiVersion, kind } = volumeSnapshotSchedule
  if ((await refusal?.({ apiVersion, kind, metadata: { name: 'any' } })) === undefined) return
  throw new Problem(
    'failed',
    'STORK runs here, and would carry out the same objects at the same time.',
    'Scale STORK down first, or have single snapshots taken beside it: kubectl pxsnap snapshot --executor pxsnap',
  )
}

/** Until the user interrupts, or so much time of the cluster has passed. */
function lifeOf(face: Face, world: World, limitMs: number | undefined) {
  const over = new AbortController()
  const done = new AbortController()
  if (limitMs !== undefined)
    world.ports.clock.sleep(limitMs, done.signal).then(
      () => over.abort(),
      () => undefined,
    )
  return { signal: AbortSignal.any([face.signal, over.signal]), end: () => done.abort() }
}

export async function controllerManifestsOf(
  face: Face,
  { flags, global }: InvocationOf<'controllerManifests'>,
): Promise<ExitCode> {
  const form = outputForm(flags.output ?? 'yaml', ['json', 'yaml'])
  const image = flags.image ?? `pxsnap:${version}`
  if (flags.image === undefined)
    face.stderr.write(`No --image was given, so it is ${image}. Build it, and name the one your cluster can pull.\n`)
  const objects = controllerManifests({ namespace: global.namespace ?? 'pxsnap', image })
  face.stdout.write(
    form === 'json'
      ? printJson({ apiVersion: 'v1', kind: 'List', items: objects })
      : objects.map(printYaml).join('---\n'),
  )
  return exitCodes.done
}
