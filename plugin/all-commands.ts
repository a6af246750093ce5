/** Every command, each loaded when it is run. */

import type { Commands } from './dispatch.ts'

export const allCommands: Commands = {
  lint: async () => (await import('./commands/lint-cluster.ts')).lintAgainstCluster,
  convert: async () => (await import('./commands/convert.ts')).convert,
  explain: async () => (await import('./commands/explain.ts')).explain,
  apply: async () => (await import('./commands/apply.ts')).apply,
  create: async () => (await import('./commands/create.ts')).create,
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshot,
  clone: async () => (await import('./commands/clone.ts')).clone,
  delete: async () => (await import('./commands/delete.ts')).deleteObjects,
  get: async () => (await import('./commands/get.ts')).get,
  describe: async () => (await import('./commands/describe.ts')).describe,
  status: async () => (await import('./commands/status.ts')).status,
  history: async () => (await import('./commands/history.ts')).history,
  tree: async () => (await import('./commands/tree.ts')).tree,
  logs: async () => (await import('./commands/logs.ts')).logs,
  timeline: async () => (await import('./commands/timeline.ts')).timeline,
  diagnose: async () => (await import('./commands/diagnose.ts')).diagnose,
  simUp: async () => (await import('./commands/sim-up.ts')).simUp,
  simList: async () => (await import('./commands/sim-list.ts')).simList,
  simLoad: async () => (await import('./commands/sim-load.ts')).simLoad,
  simReset: async () => (await import('./commands/sim-reset.ts')).simReset,
  simDown: async () => (await import('./commands/sim-reset.ts')).simDown,
  tour: async () => (await import('./commands/tour.ts')).tour,
  version: async () => (await import('./commands/version.ts')).printVersion,
}
