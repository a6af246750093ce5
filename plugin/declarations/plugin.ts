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
    examples: [
      { does: 'The tour', line: 'tour' },
      { does: 'At the speed of life', line: 'tour --sim-speed 1' },
    ],
  }),
  version: declare({
    words: ['version'],
    summary: 'Prints the version',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: output('json|yaml') },
    examples: [
      { does: 'For people', line: 'version' },
      { does: 'For a machine', line: 'version -o json' },
    ],
  }),
  completion: declare({
    words: ['completion'],
    summary: 'Prints the script that completes commands in a shell, or under kubectl',
    about:
      'Commands, flags, their values, kinds and the names of objects are completed. Names are asked for in at most two seconds and kept for five.\n' +
      'kubectl finds the program kubectl_complete-pxsnap on the PATH by itself; where it is not installed, "completion kubectl" prints it.',
    positionals: { usage: 'bash|zsh|fish|powershell|kubectl', min: 1, max: 1 },
    flags: {},
    examples: [
      { does: 'In this bash', line: 'completion bash > ~/.pxsnap.bash && source ~/.pxsnap.bash' },
      { does: 'For fish, for good', line: 'completion fish > ~/.config/fish/completions/kubectl-pxsnap.fish' },
      {
        does: 'For kubectl',
        line: 'completion kubectl > ~/bin/kubectl_complete-pxsnap && chmod +x ~/bin/kubectl_complete-pxsnap',
      },
    ],
  }),
}
