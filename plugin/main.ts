/** The first module of the bundle with every command: runs the process's own arguments. */

import { allCommands } from './all-commands.ts'
import { runProcess } from './process-face.ts'

/** Leaves the exit code in `process.exitCode`. */
export async function run(): Promise<void> {
  await runProcess(allCommands)
}
