/** The commands of the group Author. */

import { declare } from '../command.ts'
import { choice, list, text, toggle } from '../flag.ts'
import { files } from './shared-flags.ts'

export const authorCommands = {
  lint: declare({
    words: ['lint'],
    summary: 'Checks specs and repairs what can be repaired',
    about:
      'Reads Kubernetes manifests and reports what STORK would refuse, ignore or get wrong.\n' +
      'Documents of other kinds are left in peace. Exit code 3 when there is a finding of level error.\n' +
      'A project says in .pxsnap.yaml what it does not want to hear of, under lint: rules: { CODE: off|information|warn|error }, executor: stork|pxsnap.',
    positionals: { usage: '[FILE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      output: choice({
        long: 'output',
        short: 'o',
        choices: ['text', 'json', 'sarif', 'junit', 'github'],
        default: 'text',
        doc: 'How findings are printed: for people, for programs, for code scanning, for build servers, or beside the lines of a GitHub change.',
      }),
      fix: toggle({ long: 'fix', doc: 'Writes every mechanical fix into the files; comments and layout are kept.' }),
      dryRun: toggle({ long: 'dry-run', doc: 'With --fix: shows the changes as a diff and writes nothing.' }),
      severity: choice({
        long: 'severity',
        choices: ['information', 'warning', 'error'],
        default: 'information',
        doc: 'Reports findings of this level and above.',
      }),
      cluster: toggle({
        long: 'cluster',
        doc: 'Also checks names and relations against what the cluster has.',
      }),
      rule: list({
        long: 'rule',
        placeholder: 'CODE=LEVEL',
        doc: 'Gives a finding another level: off, information, warn or error. CODE may end in /*. May be repeated.',
      }),
      config: text({
        long: 'config',
        placeholder: 'FILE',
        doc: 'Reads settings from this file, or from none; otherwise from the nearest .pxsnap.yaml above.',
      }),
      executor: text({
        long: 'executor',
        placeholder: 'stork|pxsnap',
        doc: 'Who will carry out the specs: stork, or pxsnap (the choice with --sim).',
      }),
    },
    examples: [
      { does: 'Check one file', line: 'lint -f snapshot.yaml' },
      { does: 'Check a directory and everything below it, for a machine', line: 'lint -R -f manifests/ -o json' },
      { does: 'See what the fixes would change', line: 'lint -f snapshot.yaml --fix --dry-run' },
      { does: 'Check what another command prints', line: 'lint -f -' },
      { does: 'Against what a simulated cluster has', line: 'lint -f snapshot.yaml --cluster --sim' },
      { does: 'For code scanning', line: 'lint -R -f manifests/ -o sarif' },
      {
        does: 'Without one finding, and with another as an error',
        line: 'lint -f . --rule object/status-in-manifest=off --rule rule/not-repeatable=error',
      },
    ],
  }),
  convert: declare({
    words: ['convert'],
    summary: 'Brings old syntax up to date: annotations and keys of earlier years become Rules, groups and clones',
    about:
      'Prints the converted specs, with comments and layout kept, and says on standard error what was converted.\n' +
      'Exit code 3 when something old is left that needs a decision, such as the labels of a group.',
    positionals: { usage: '[FILE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      write: toggle({ long: 'write', doc: 'Writes into the files instead of printing.' }),
      dryRun: toggle({ long: 'dry-run', doc: 'Shows the changes as a diff and writes nothing.' }),
    },
    examples: [
      { does: 'See how a file is written today', line: 'convert -f old-snapshot.yaml' },
      { does: 'Convert a directory in place', line: 'convert -R -f manifests/ --write' },
    ],
  }),
  explain: declare({
    words: ['explain'],
    summary: 'Explains a kind, a field or the code of a finding',
    positionals: { usage: 'KIND[.FIELD…] | CODE', min: 0, max: 1 },
    flags: {
      output: choice({
        long: 'output',
        short: 'o',
        choices: ['text', 'json'],
        default: 'text',
        doc: 'text, or JSON Schema for a kind.',
      }),
    },
    examples: [
      { does: 'The fields of a Rule', line: 'explain rule' },
      { does: 'One field', line: 'explain groupvolumesnapshot.spec.pvcSelector' },
      { does: 'A finding', line: 'explain rule/spec-instead-of-rules' },
      { does: 'Every kind and finding there is', line: 'explain' },
    ],
  }),
}
