/** The first module of the bundle with every command: runs the process's own arguments. */

import { allCommands } from './all-commands.ts'
import { runProcess, serveProcess } from './process-face.ts'

/** Leaves the exit code in `process.exitCode`. `__complete` is for shells, and no command. */
export async function run(): Promise<void> {
  if (process.argv[2] === '__complete') await complete(process.argv.slice(3))
  await runProcess(allCommands)
}

/** Prints what the last of the words may be. */
export async function complete(words: readonly string[]): Promise<never> {
  const { complete } = await import('./complete/complete.ts')
  return serveProcess(face => complete(face, words))
}
