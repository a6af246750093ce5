/** `describe`: one object after the other with everything that matters about it. */

import { type KubeObject, kindCatalogue } from '@pxsnap/core/specs'
import { description } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { objectsOf } from '../one-object.ts'
import { inWorld, type World } from '../open-world.ts'
import { descriptionText } from '../output/description-text.ts'
import { painter } from '../output/paint.ts'
import { printError } from '../output/print-error.ts'
import { readSelection, selectObjects } from '../selection.ts'

export async function describe(
  face: Face,
  { flags, positionals, global }: InvocationOf<'describe'>,
): Promise<ExitCode> {
  const selection = readSelection(positionals)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const scope = { namespace: world.namespace, allNamespaces: flags.allNamespaces, selector: flags.selector }
    const { found, missing } = await world.drive(selectObjects(world.ports.cluster, selection, scope))
    const objects = found.flatMap(one => one.objects)
    const paint = painter(face, face.stdout, global.noColor)
    const texts: string[] = []
    for (const object of objects) {
      const neighbours = await neighboursOf(world, object)
      texts.push(descriptionText(description(object, neighbours, world.now()), paint))
    }
    face.stdout.write(texts.join('\n'))
    if (objects.length === 0 && missing.length === 0) {
      face.stderr.write(`No resources found in namespace "${world.namespace}".\n`)
    }
    const errors = painter(face, face.stderr, global.noColor)
    for (const problem of missing) face.stderr.write(printError(problem, errors))
    return missing.length > 0 ? exitCodes.notFound : exitCodes.done
  })
}

/** Everything in the object's namespace, as far as we know its kind. */
async function neighboursOf(world: World, { metadata }: KubeObject): Promise<readonly KubeObject[]> {
  const { namespace } = metadata
  if (namespace === undefined) return []
  return objectsOf(
    world,
    kindCatalogue.filter(({ scope }) => scope === 'Namespaced'),
    { namespace },
  )
}
