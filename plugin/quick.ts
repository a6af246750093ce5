/**
 * The first module of the small bundle: the commands that need no cluster. The launcher keeps its compiled form in a
 * cache, which is worth more than half of their time.
 */

import { explain } from './commands/explain.ts'
import { lint } from './commands/lint.ts'
import { printVersion } from './commands/version.ts'
import type { Commands } from './dispatch.ts'
import { runProcess } from './process-face.ts'

const quickCommands: Commands = {
  lint: async ({ flags }) => (flags.cluster ? undefined : lint),
  explain: async () => explain,
  version: async () => printVersion,
}

/** Runs the process's own arguments; false when they ask for a command of the other bundle. */
export function run(): Promise<boolean> {
  return runProcess(quickCommands)
}
