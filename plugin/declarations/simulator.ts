/** The commands of the group Simulator. */

import { declare } from '../command.ts'
import { text } from '../flag.ts'
import { files, output, textOrJson, yes } from './shared-flags.ts'

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
  simAdvance: declare({
    words: ['sim', 'advance'],
    summary: 'Lets time pass in a simulated cluster; schedules run meanwhile',
    about:
      'DURATION is a length of time such as 90s, 6h, 1d, 2w or 1y (365 days); 1d12h works too.\n' +
      'Every schedule runs at its slots, its snapshots are taken and its retention acts. Runs that are under way at the end come to their end.\n' +
      'Nothing is paced, so a year takes seconds. Exit code 1 when a run failed.',
    positionals: { usage: 'DURATION', min: 1, max: 1 },
    flags: { output: textOrJson },
    examples: [
      { does: 'A day', line: 'sim advance 1d --sim' },
      { does: 'A month of another cluster', line: 'sim advance 30d --sim=staging' },
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
