/** `orphans`: what nobody owns any more, and cleaning it up in a safe order. */

import { type CleaningStep, findOrphans, type Orphan } from '@pxsnap/core/actions'
import { runUntilSettled } from '@pxsnap/core/engine'
import { PortError, type StoredSnapshot } from '@pxsnap/core/ports'
import type { InvocationOf } from '../args.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects } from '../one-object.ts'
import { inWorld, requestedCluster, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { printTable } from '../output/table.ts'

export async function orphans(face: Face, { flags, global }: InvocationOf<'orphans'>): Promise<ExitCode> {
  requestedCluster(face, global)
  const changes = flags.clean && flags.dryRun === undefined
  return inWorld(face, global, { access: changes ? 'change' : 'look', missing: 'refuse' }, async world => {
    const found = await look(world)
    const toClean = found.filter(({ clean }) => clean !== undefined)
    if (flags.output === 'json') face.stdout.write(printJson(found))
    else if (found.length === 0) face.stderr.write('There are no orphans.\n')
    else {
      const rows = found.map(({ namespace = '-', name, why, clean }) => [
        { text: namespace },
        { text: name },
        { text: clean === undefined ? 'no' : 'yes' },
        { text: why },
      ])
      const paint = painter(face, face.stdout, global.noColor)
      face.stdout.write(
        printTable({ columns: ['NAMESPACE', 'NAME', 'CAN CLEAN', 'WHY'], rows }, { paint, headers: true }),
      )
    }
    if (!flags.clean) {
      if (toClean.length > 0) face.stderr.write('Clean up in this order: kubectl pxsnap orphans --clean\n')
      return exitCodes.done
    }
    if (flags.dryRun !== undefined || toClean.length === 0) return exitCodes.done
    if (!(await confirm(face, `Remove ${toClean.length} of them? Data of snapshots is gone then.`, flags))) {
      face.stderr.write('Nothing was removed.\n')
      return exitCodes.interrupted
    }
    return cleanUp(face, world)
  })
}

async function look(world: World): Promise<readonly Orphan[]> {
  return findOrphans(await allObjects(world), await stored(world))
}

/** Where the storage cannot be asked, nobody can say what it holds without an object in the cluster. */
async function stored(world: World): Promise<readonly StoredSnapshot[]> {
  try {
    return await world.drive(world.ports.storage.listSnapshots())
  } catch (error) {
    if (error instanceof PortError && error.kind === 'unsupported') return []
    throw error
  }
}

/** Looks again after every round: what was cleaned may have owned more. */
async function cleanUp(face: Face, world: World): Promise<ExitCode> {
  const tried = new Set<string>()
  for (;;) {
    const next = (await look(world)).find(
      ({ name, namespace, clean }) => clean !== undefined && !tried.has(`${namespace}/${name}`),
    )
    if (next?.clean === undefined) break
    tried.add(`${next.namespace}/${next.name}`)
    await carryOut(world, next.clean, face.signal)
    face.stdout.write(`${sanitiseLine(next.name)} removed\n`)
  }
  const left = (await look(world)).filter(({ clean }) => clean !== undefined)
  for (const { name } of left) face.stderr.write(`${sanitiseLine(name)} is still there.\n`)
  return left.length === 0 ? exitCodes.done : exitCodes.failed
}

async function carryOut(world: World, step: CleaningStep, signal: AbortSignal): Promise<void> {
  const { cluster, storage } = world.ports
  switch (step.do) {
    case 'delete-object': {
      const { ref, uid } = step
      await world.drive(cluster.delete(ref, uid === undefined ? {} : { uid }, signal))
      await world.drive(runUntilSettled(world.ports, { only: [ref] }, signal))
      return
    }
    case 'finish-deletion':
      await world.drive(runUntilSettled(world.ports, { only: [step.ref] }, signal))
      return
    case 'delete-snapshot':
      await world.drive(storage.deleteSnapshot(step.handle, signal))
      // No write to the API server follows with which it would be kept.
      await world.keep()
      return
  }
}
