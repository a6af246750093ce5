/** `history`: the snapshots, clones and restores of a claim, in the order of their times. */

import { type HistoryEntry, historyOf, lastUsable } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects, oneObject } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { printJson } from '../output/structured.ts'
import { printTable } from '../output/table.ts'

export async function history(face: Face, { flags, positionals, global }: InvocationOf<'history'>): Promise<ExitCode> {
  const [name = ''] = positionals
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const claim = await oneObject(world, 'history', [name.includes('/') ? name : `persistentvolumeclaim/${name}`])
    const entries = historyOf(claim, await allObjects(world), world.now())
    if (flags.output === 'json') face.stdout.write(printJson(entries.map(entryJson)))
    else {
      const paint = painter(face, face.stdout, global.noColor)
      face.stdout.write(printTable({ columns, rows: entries.map(entryRow) }, { paint, headers: true }))
      const last = lastUsable(entries)
      face.stderr.write(
        last === undefined
          ? `There is no usable snapshot of ${claim.metadata.name}.\n`
          : `The last usable snapshot is ${last.object.metadata.name}, ${last.age} old.\n`,
      )
    }
    return exitCodes.done
  })
}

const columns = ['AT', 'AGE', 'WHAT', 'NAME', 'STATUS', 'CONSISTENCY', 'FROZEN', 'BY']

function entryRow({ at, age, what, object, by = '', state, consistency, frozen }: HistoryEntry) {
  const name = { text: `${object.kind.toLowerCase()}/${object.metadata.name}` }
  return [{ text: at }, { text: age }, { text: what }, name, state, consistency, frozen, { text: by }]
}

function entryJson({ at, what, object, by, state, consistency, frozen }: HistoryEntry) {
  const { kind, metadata } = object
  return {
    at,
    what,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    ...(by === undefined ? {} : { by }),
    state: state.text,
    ...(consistency.text === '' ? {} : { consistency: consistency.text }),
    ...(frozen.text === '' ? {} : { frozen: frozen.text }),
  }
}
