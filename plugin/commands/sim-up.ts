/** `sim up`: creates a simulated cluster. */

import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, simulatorHome } from '../open-world.ts'
import { Problem } from '../problem.ts'
import { namedCluster } from './sim-name.ts'

export async function simUp(face: Face, { flags, positionals, global }: InvocationOf<'simUp'>): Promise<ExitCode> {
  const name = namedCluster(face, positionals, global)
  const seed = flags.seed === undefined ? undefined : seedOf(flags.seed)
  if ((await simulatorHome(face).names()).includes(name)) {
    face.stderr.write(`Simulated cluster "${name}" is already there.\n`)
    return exitCodes.done
  }
  const options = { access: 'change', missing: 'create', ...(seed === undefined ? {} : { seed }) } as const
  await inWorld(face, { ...global, sim: name }, options, async () => undefined)
  const flag = name === 'default' ? '--sim' : `--sim=${name}`
  face.stderr.write(`Bring an application: kubectl pxsnap sim load ${flag} -f FILE\n`)
  return exitCodes.done
}

function seedOf(text: string): number {
  const seed = Number(text)
  if (Number.isSafeInteger(seed) && seed >= 0) return seed
  throw new Problem('usage', `--seed is a whole number from 0, not "${text}".`)
}
