/** `thaw`: finds what stands still because of pxsnap, whoever began it, and releases it. */

import { type Frozen, findFrozen, type Thawed, thawEverything } from '@pxsnap/core/engine'
import type { ObjectRef } from '@pxsnap/core/specs'
import { spell } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { type Cell, printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { readSelection, refOf } from '../selection.ts'

export async function thaw(face: Face, { flags, positionals, global }: InvocationOf<'thaw'>): Promise<ExitCode> {
  requestedCluster(face, global)
  const wanted = wantedObjects(positionals)
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const everywhere = flags.all || global.namespace === undefined
    const options = {
      ...(everywhere && wanted === undefined ? {} : { namespace: world.namespace }),
      ...(wanted === undefined ? {} : { only: wanted(world.namespace) }),
    }
    const { ports } = world
    const found = await world.drive(findFrozen(ports, options, face.signal))
    if (found.length === 0) {
      if (flags.output === 'json') face.stdout.write(printJson([]))
      else face.stderr.write('Nothing is frozen.\n')
      return exitCodes.done
    }
    const paint = painter(face, face.stdout, global.noColor)
    if (dry) {
      face.stdout.write(
        flags.output === 'json' ? printJson(found) : printTable(foundTable(found, world), { paint, headers: true }),
      )
      return exitCodes.done
    }
    if (flags.output === 'text')
      face.stderr.write(
        printTable(foundTable(found, world), { paint: painter(face, face.stderr, global.noColor), headers: true }),
      )
    if (!(await confirm(face, 'Release all of it?', flags))) {
      face.stderr.write('Nothing was released.\n')
      return exitCodes.interrupted
    }
    const thawed = await world.drive(thawEverything(ports, options, face.signal))
    // What was only released in pods is followed by no write with which it would be kept.
    await world.keep()
    face.stdout.write(
      flags.output === 'json' ? printJson(thawed) : printTable(thawedTable(thawed), { paint, headers: true }),
    )
    return thawed.every(({ ended }) => ended) ? exitCodes.done : exitCodes.failed
  })
}

function wantedObjects(positionals: readonly string[]): ((namespace: string) => readonly ObjectRef[]) | undefined {
  if (positionals.length === 0) return undefined
  const { groups } = readSelection(positionals)
  const nameless = groups.find(({ names }) => names === undefined)
  if (nameless !== undefined)
    throw new Problem('usage', `Which ${nameless.kind.kind}? A name is missing.`, 'kubectl pxsnap thaw, for everything')
  return namespace => groups.flatMap(({ kind, names = [] }) => names.map(name => refOf(kind, name, namespace)))
}

function foundTable(found: readonly Frozen[], world: World) {
  const rows = found.map((one): readonly Cell[] => {
    const until = one.what === 'attempt' && one.deadline !== undefined ? one.deadline - world.now() : undefined
    return [
      { text: placeOf(one), tone: 'frozen' },
      { text: one.what },
      { text: ownerOf(one) },
      { text: until === undefined ? '-' : until <= 0 ? 'is over' : `in ${spell(until)}` },
    ]
  })
  return { columns: ['WHERE', 'WHAT', 'OF', 'ENDS BY ITSELF'], rows }
}

function thawedTable(thawed: readonly Thawed[]) {
  const rows = thawed.map(({ frozen, ended, said }): readonly Cell[] => [
    { text: placeOf(frozen) },
    { text: frozen.what },
    ended ? { text: 'thawed', tone: 'usable' } : { text: 'not seen to end', tone: 'failed' },
    { text: said },
  ])
  return { columns: ['WHERE', 'WHAT', 'NOW', 'WHAT CAME OF IT'], rows }
}

function placeOf(frozen: Frozen): string {
  const places = frozen.what === 'attempt' ? frozen.places : [frozen]
  return places.map(({ namespace, pod, container }) => sanitiseLine(`${namespace}/${pod}/${container}`)).join(', ')
}

function ownerOf(frozen: Frozen): string {
  const ref = frozen.what === 'attempt' ? frozen.ref : frozen.of
  return ref === undefined ? 'nobody known' : `${ref.kind.toLowerCase()}/${ref.name}`
}
