/** `completion`: the script that teaches a shell, or kubectl, to complete our commands. */

import type { InvocationOf } from '../args.ts'
import { type ShellName, shellScripts } from '../complete/shell-scripts.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { Problem } from '../problem.ts'

export async function completion(face: Face, { positionals }: InvocationOf<'completion'>): Promise<ExitCode> {
  const names = Object.keys(shellScripts) as readonly ShellName[]
  const shell = names.find(name => name === positionals[0])
  if (shell === undefined)
    throw new Problem(
      'usage',
      `There is no completion for "${positionals[0]}"; there is one for ${names.join(', ')}.`,
      'kubectl pxsnap completion --help',
    )
  face.stdout.write(shellScripts[shell])
  return exitCodes.done
}
