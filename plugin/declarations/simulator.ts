/** The commands of the group Simulator. */

import { declare } from '../command.ts'
import { text } from '../flag.ts'
import { files, output, yes } from './shared-flags.ts'

export const simulatorCommands = {
  simUp: declare({
    words: ['sim', 'up'],
    summary: 'Creates a simulated cluster',
    positionals: { usage: '[NAME]', min: 0, max: 1 },
    flags: {
      seed: text({
        long: 'seed',
        placeholder: 'N',
        doc: 'The seed of everything random in it; the same seed gives the same run.',
      }),
    },
    examples: [
      { does: 'The default one', line: 'sim up' },
      { does: 'A second one', line: 'sim up staging' },
    ],
  }),
  simList: declare({
    words: ['sim', 'list'],
    summary: 'Lists the simulated clusters',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: output('table|json|yaml|name') },
    examples: [{ does: 'All of them', line: 'sim list' }],
  }),
  simLoad: declare({
    words: ['sim', 'load'],
    summary: 'Loads manifests into a simulated cluster; workloads start',
    positionals: { usage: '[FILE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: { ...files },
    examples: [
      { does: 'Your application, in the default cluster', line: 'sim load -f shop.yaml' },
      { does: 'A directory into another cluster', line: 'sim load --sim=staging -R -f manifests/' },
    ],
  }),
  simReset: declare({
    words: ['sim', 'reset'],
    summary: 'Empties a simulated cluster',
    positionals: { usage: '[NAME]', min: 0, max: 1 },
    flags: { yes },
    examples: [{ does: 'Start over', line: 'sim reset -y' }],
  }),
  simDown: declare({
    words: ['sim', 'down'],
    summary: 'Removes a simulated cluster and its data',
    positionals: { usage: '[NAME]', min: 0, max: 1 },
    flags: { yes },
    examples: [{ does: 'Remove one', line: 'sim down staging -y' }],
  }),
}
