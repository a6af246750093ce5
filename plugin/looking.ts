/**
 * The first module of the bundle for looking at real clusters. As with the bundle of lint, the launcher keeps its compiled
 * form: such commands are over in the time that compiling would take. It has no simulator in it.
 */

import type { GlobalValues } from './args.ts'
import type { Commands } from './dispatch.ts'
import { requestedCluster } from './open-world.ts'
import { opensUi } from './opens-ui.ts'
import { runProcess } from './process-face.ts'

const inRealClusters: Commands = {
  get: async invocation =>
    opensUi(invocation, process) ? undefined : elsewhere(invocation.global, (await import('./commands/get.ts')).get),
  describe: async ({ global }) => elsewhere(global, (await import('./commands/describe.ts')).describe),
  status: async ({ global }) => elsewhere(global, (await import('./commands/status.ts')).status),
  tree: async ({ global }) => elsewhere(global, (await import('./commands/tree.ts')).tree),
  history: async ({ global }) => elsewhere(global, (await import('./commands/history.ts')).history),
  diagnose: async ({ global }) => elsewhere(global, (await import('./commands/diagnose.ts')).diagnose),
  wait: async ({ global }) => elsewhere(global, (await import('./commands/wait.ts')).wait),
}

/** What is about a simulated cluster is left to the bundle with everything. */
function elsewhere<C>(global: GlobalValues, command: C): C | undefined {
  return requestedCluster(process, global) === undefined ? command : undefined
}

/** Runs the process's own arguments; false when they ask for something of the bundle with everything. */
export function run(): Promise<boolean> {
  return runProcess(inRealClusters)
}
