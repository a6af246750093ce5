/** The commands of the group Plugin. */

import { declare } from '../command.ts'
import { output } from './shared-flags.ts'

export const pluginCommands = {
  tour: declare({
    words: ['tour'],
    summary: 'Shows what pxsnap does, in a simulated cluster of its own',
    about:
      'Loads a MySQL, a Cassandra and a MongoDB application, repairs the specs of the documentation, snapshots, clones and verifies.\n' +
      'Exit code 0 only when every verdict is as it should be.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: {},
    examples: [{ does: 'The tour', line: 'tour' }],
  }),
  version: declare({
    words: ['version'],
    summary: 'Prints the version',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: output('json|yaml') },
    examples: [{ does: 'For a machine', line: 'version -o json' }],
  }),
}
