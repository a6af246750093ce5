/** `sim load`: brings manifests into a simulated cluster, where their workloads start. */

import { inNamespace } from '@pxsnap/core/actions'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { readManifests, showFindings } from '../manifests.ts'
import { inSimulatedWorld } from '../open-world.ts'
import { objectName } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { namedCluster } from './sim-name.ts'

/** So long the applications run before the command ends, so that there is something to snapshot. */
const firstSteps = { seconds: 10 }

export async function simLoad(face: Face, { flags, positionals, global }: InvocationOf<'simLoad'>): Promise<ExitCode> {
  const manifests = await readManifests(face, [...flags.filename, ...positionals], {
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    command: 'sim load',
  })
  const unreadable = manifests.findings.filter(({ code, severity }) => severity === 'error' && code.startsWith('yaml/'))
  if (unreadable.length > 0) {
    showFindings(face, manifests, unreadable, global.noColor)
    return exitCodes.findings
  }
  const sim = namedCluster(face, [], global)
  // Nobody wants to watch applications warm up, so this is never paced.
  const settings = { ...global, sim, simSpeed: global.simSpeed ?? 'max' }
  return inSimulatedWorld(face, settings, { access: 'change', missing: 'create' }, async world => {
    const { simulated: cluster, namespace } = world
    const objects = manifests.objects.map(object => inNamespace(object, namespace))
    const results = cluster.load(objects)
    await cluster.advance(firstSteps.seconds * 1000)
    await cluster.save()
    const refused = results.flatMap((result, index) => {
      const object = objects[index]
      if (object === undefined) return []
      const name = sanitiseLine(objectName(object))
      if (result.ok) face.stdout.write(`${name} loaded\n`)
      else face.stderr.write(`${name} not loaded: ${sanitiseLine(result.message)}\n`)
      return result.ok ? [] : [name]
    })
    for (const { pod, image, model } of cluster.pods.models())
      face.stderr.write(`${sanitiseLine(`${pod} runs ${image}${asWhat(model)}`)}\n`)
    const running = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.length
    face.stderr.write(
      `${running} pods run in the simulated cluster "${sim}"; their applications have written for ${firstSteps.seconds} s.\n`,
    )
    if (refused.length === 0) return exitCodes.done
    return refused.length < results.length ? exitCodes.partial : exitCodes.failed
  })
}

/** Every other program with a claim writes files: commands of its own clients are unknown there. */
const asWhat = (model: string): string =>
  model === 'files' ? ', of which there is no model: it writes files' : ` as ${model}`
