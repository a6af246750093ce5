/** `sim reset` and `sim down`: empties or removes a simulated cluster, also one that cannot be read any more. */

import { rm } from 'node:fs/promises'
import type { InvocationOf } from '../args.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, simulatorHome } from '../open-world.ts'
import { Problem } from '../problem.ts'
import { servedDirectory } from '../served-directory.ts'
import { namedCluster } from './sim-name.ts'

export async function simReset(
  face: Face,
  { flags, positionals, global }: InvocationOf<'simReset'>,
): Promise<ExitCode> {
  const name = namedCluster(face, positionals, global)
  if (!(await destroyed(face, name, `Remove everything in the simulated cluster "${name}"?`, flags.yes)))
    return exitCodes.interrupted
  await inWorld(
    { ...face, stderr: silent(face) },
    { ...global, sim: name },
    { access: 'change', missing: 'create' },
    async () => undefined,
  )
  face.stderr.write(`Simulated cluster "${name}" is empty.\n`)
  return exitCodes.done
}

export async function simDown(face: Face, { flags, positionals, global }: InvocationOf<'simDown'>): Promise<ExitCode> {
  const name = namedCluster(face, positionals, global)
  if (!(await destroyed(face, name, `Remove the simulated cluster "${name}" and its data?`, flags.yes)))
    return exitCodes.interrupted
  // What it was served with leads nowhere now.
  await rm(servedDirectory(face, name), { recursive: true, force: true })
  face.stderr.write(`Simulated cluster "${name}" removed.\n`)
  return exitCodes.done
}

async function destroyed(face: Face, name: string, question: string, yes: boolean): Promise<boolean> {
  const home = simulatorHome(face)
  if (!(await home.names()).includes(name)) {
    throw new Problem('notFound', `There is no simulated cluster "${name}".`, 'kubectl pxsnap sim list')
  }
  if (!(await confirm(face, question, { yes }))) {
    face.stderr.write('Nothing was removed.\n')
    return false
  }
  await home.directory(name).destroy()
  return true
}

/** Creating it again is part of the reset and needs no message of its own. */
function silent({ stderr }: Face): Face['stderr'] {
  return { ...stderr, write: () => undefined }
}
