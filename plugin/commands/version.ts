/** `version`: the version of the plugin, for people or machines. */

import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { outputForm } from '../output/print-objects.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { version } from '../version.ts'

export async function printVersion(face: Face, { flags }: InvocationOf<'version'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml'])
  if (form === 'json') face.stdout.write(printJson({ version }))
  else if (form === 'yaml') face.stdout.write(printYaml({ version }))
  else face.stdout.write(`pxsnap v${version}\n`)
  return exitCodes.done
}
