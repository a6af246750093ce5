/** The language server's process: the core's server, with the files of this machine. */

import { connectThisProcess, serve } from '@pxsnap/core/lsp'
import { workspaceFiles } from './workspace-files.ts'

/** Long enough to take in what was typed in one go, too short to notice. */
const pauseMs = 5

serve(connectThisProcess(), { later: work => setTimeout(work, pauseMs), files: workspaceFiles })
