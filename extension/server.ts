/** The language server's process: the core's server, with the files of this machine and our snippets. */

import type { Snippet } from '@pxsnap/core/language'
import { connectThisProcess, serve } from '@pxsnap/core/lsp'
import { workspaceFiles } from '@pxsnap/core/system'

/** All of `snippets/`, put here by the build. */
declare const allSnippets: readonly Snippet[]

/** Long enough to take in what was typed in one go, too short to notice. */
const pauseMs = 5

serve(connectThisProcess(), {
  later: work => setTimeout(work, pauseMs),
  files: workspaceFiles,
  now: Date.now,
  snippets: allSnippets,
})
