/** Every command, each loaded when it is run. */

import type { Commands } from './dispatch.ts'

export const allCommands: Commands = {
  lint: async () => (await import('./commands/lint.ts')).lint,
  explain: async () => (await import('./commands/explain.ts')).explain,
  version: async () => (await import('./commands/version.ts')).printVersion,
}
