/** `lsp`: the language service for any editor, over standard input and output. */

import { connectThisProcess, serve } from '@pxsnap/core/lsp'
import { workspaceFiles } from '@pxsnap/core/system'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { Problem } from '../problem.ts'
import { allSnippets } from '../snippet-files.ts'

/** Long enough to take in what was typed in one go, too short to notice. */
const pauseMs = 5

/** The editor ends it: with the message for that, or by closing the pipe. */
export async function lsp(face: Face, { flags }: InvocationOf<'lsp'>): Promise<ExitCode> {
  if (!flags.stdio)
    throw new Problem('usage', 'The language service speaks over --stdio only.', 'kubectl pxsnap lsp --stdio')
  if (face.stdin.isTTY)
    throw new Problem(
      'usage',
      'lsp is started by an editor, which speaks to it over a pipe.',
      'kubectl pxsnap lsp --help',
    )
  const connection = connectThisProcess()
  const ended = new Promise<void>(resolve => connection.onExit(resolve))
  serve(connection, {
    later: work => setTimeout(work, pauseMs),
    files: workspaceFiles,
    now: Date.now,
    snippets: allSnippets(),
  })
  await ended
  return exitCodes.done
}
