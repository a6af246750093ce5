/** From arguments to an exit code: parses, loads the command, runs it, and turns whatever it throws into one report. */

import { Bug } from '@pxsnap/core/base'
import { PortError, type PortErrorKind } from '@pxsnap/core/ports'
import { type GlobalValues, type Invocation, type InvocationOf, parseArguments } from './args.ts'
import type { CommandName } from './command-table.ts'
import { type ExitCode, type ExitName, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import { helpText } from './help.ts'
import { painter } from './output/paint.ts'
import { printError } from './output/print-error.ts'
import { Problem } from './problem.ts'

/** What every file in `commands/` exports: does the work, prints, and answers the exit code. */
export type Command<N extends CommandName> = (face: Face, invocation: InvocationOf<N>) => Promise<ExitCode>

/** A loader answers undefined for an invocation that it leaves to the other bundle. */
export type Commands = {
  readonly [N in CommandName]?: (invocation: InvocationOf<N>) => Promise<Command<N> | undefined>
}

/** The exit code, or undefined when the command is not among those given. */
export async function dispatch(face: Face, argv: readonly string[], commands: Commands): Promise<ExitCode | undefined> {
  const parsed = parseArguments(argv)
  try {
    switch (parsed.do) {
      case 'run':
        return await run(face, parsed.invocation, commands)
      case 'help':
        face.stdout.write(helpText(parsed, face.stdout.isTTY ? face.stdout.columns() : 100))
        return exitCodes.done
      case 'refuse':
        throw new Problem('usage', parsed.what, parsed.next)
    }
  } catch (error) {
    return report(face, error, argv.includes('--no-color'), parsed.do === 'run' ? parsed.invocation.global : undefined)
  }
}

async function run<N extends CommandName>(
  face: Face,
  invocation: InvocationOf<N> & Invocation,
  commands: Commands,
): Promise<ExitCode | undefined> {
  // The table pairs the name with its own command; TypeScript cannot follow a pair through a lookup by name.
  const load = commands[invocation.command] as ((of: InvocationOf<N>) => Promise<Command<N> | undefined>) | undefined
  const command = await load?.(invocation)
  return command?.(face, invocation)
}

function report(face: Face, error: unknown, noColor: boolean, global: GlobalValues | undefined): ExitCode {
  const { exit, message, next } = problemOf(error, face)
  face.stderr.write(
    printError(
      { message, next: global && next ? inSameCluster(next, global, face) : next },
      painter(face, face.stderr, noColor),
    ),
  )
  if (face.env.PXSNAP_DEBUG && error instanceof Error) face.stderr.write(`${error.stack}\n`)
  return exitCodes[exit]
}

/** Commands to try are written for the simulated cluster `default`; they lead to the cluster that was worked in. */
function inSameCluster(next: string, global: GlobalValues, { env }: Face): string {
  const name = global.sim ?? (env.PXSNAP_SIM || undefined)
  if (name === 'default') return next
  return name === undefined
    ? next.replaceAll(/(kubectl pxsnap [^,;\n]*?) --sim(?![=\w-])/g, '$1')
    : next.replaceAll(/ --sim(?![=\w-])/g, ` --sim=${name}`)
}

const exitOfPortError: Readonly<Record<PortErrorKind, ExitName>> = {
  forbidden: 'forbidden',
  unauthenticated: 'forbidden',
  unreachable: 'unreachable',
  timeout: 'timedOut',
  rejected: 'failed',
  unsupported: 'failed',
  expired: 'failed',
  corrupted: 'failed',
  busy: 'failed',
  full: 'failed',
  missing: 'notFound',
}

function problemOf(error: unknown, face: Face): { exit: ExitName; message: string; next: string | undefined } {
  if (error instanceof Problem) return { exit: error.exit, message: error.message, next: error.next }
  const { signal } = face
  if (signal.aborted && error === signal.reason)
    return { exit: 'interrupted', message: 'Interrupted.', next: undefined }
  if (error instanceof PortError) return { exit: exitOfPortError[error.kind], message: error.message, next: undefined }
  const what = error instanceof Error ? error.message : String(error)
  return {
    exit: 'failed',
    message: `This is a bug in pxsnap${error instanceof Bug ? '' : ', or something it did not expect'}: ${what}`,
    next: 'Run it again with PXSNAP_DEBUG=1 to see where, and report it with the command you ran.',
  }
}
