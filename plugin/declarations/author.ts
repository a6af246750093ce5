/** The commands of the group Author. */

import { declare } from '../command.ts'
import { choice, list, text, texts, toggle } from '../flag.ts'
import { files, output } from './shared-flags.ts'

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
    summary: 'Brings the syntax of earlier years up to date',
    about:
      'Old annotations and keys become Rules, groups and clones.\n' +
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
  schema: declare({
    words: ['schema'],
    summary: 'Prints the JSON Schema of one of our kinds, or of all',
    about: 'In the dialect of 2020-12. Without KIND: one schema that leads every document to that of its own kind.',
    positionals: { usage: '[KIND]', min: 0, max: 1 },
    flags: { output: output('json|yaml') },
    examples: [
      { does: 'For an editor that checks YAML against a file', line: 'schema > pxsnap.schema.json' },
      { does: 'One kind', line: 'schema rule' },
    ],
  }),
  schemaCrd: declare({
    words: ['schema', 'crd'],
    summary: 'Prints the CustomResourceDefinitions of our kinds',
    about:
      'Structural schemas with validation, defaults and printer columns, ready for kubectl apply.\n' +
      'For clusters without STORK: where it runs, it brings its own definitions, and these would replace them.',
    positionals: { usage: '[KIND…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: { output: output('yaml|json|name') },
    examples: [
      { does: 'All of them, into a cluster without STORK', line: 'schema crd | kubectl apply --server-side -f -' },
      { does: 'One of them', line: 'schema crd groupvolumesnapshot' },
    ],
  }),
  generate: declare({
    words: ['generate'],
    summary: 'Prints commented specs: rules, snapshots, schedules and more',
    about:
      'Prints YAML to standard output, ready for kubectl apply, and what one should know of it to standard error.\n' +
      'Rules come from the quiesce library: --for APPLICATION, or --for auto with --sim for what the pods with claims run.',
    positionals: { usage: '[KIND [NAME]]', min: 0, max: 2 },
    flags: {
      for: text({ long: 'for', placeholder: 'APPLICATION|auto', doc: 'Rules: for which application.' }),
      list: toggle({ long: 'list', doc: 'Rules: lists the applications of the library.' }),
      selector: text({
        long: 'selector',
        short: 'l',
        placeholder: 'LABELS',
        doc: 'The labels that choose pods, or the claims of a group, such as app=mysql,tier=db.',
      }),
      name: text({ long: 'name', placeholder: 'NAME', doc: 'The name of the object.' }),
      container: text({ long: 'container', placeholder: 'NAME', doc: 'Rules: the container to run in.' }),
      pre: toggle({ long: 'pre', doc: 'Rules: only the pre-exec rule.' }),
      post: toggle({ long: 'post', doc: 'Rules: only the post-exec rule.' }),
      seconds: text({ long: 'seconds', placeholder: 'N', doc: 'Rules: how long a hold lasts at most.' }),
      claim: text({ long: 'claim', placeholder: 'CLAIM', doc: 'The claim to snapshot.' }),
      snapshot: text({ long: 'snapshot', placeholder: 'NAME', doc: 'The snapshot to restore or clone.' }),
      preRule: text({ long: 'pre-rule', placeholder: 'RULE', doc: 'The Rule to run before the snapshot.' }),
      postRule: text({ long: 'post-rule', placeholder: 'RULE', doc: 'The Rule to run after the snapshot.' }),
      cloud: toggle({ long: 'cloud', doc: 'Snapshots: uploaded to an S3 endpoint.' }),
      policy: text({ long: 'policy', placeholder: 'POLICY', doc: 'Schedules: the policy.' }),
      pair: text({ long: 'pair', placeholder: 'PAIR', doc: 'Migrations: the ClusterPair.' }),
      set: texts({
        long: 'set',
        placeholder: 'NAME=VALUE',
        doc: 'Any other value of the spec, such as size=10Gi. May be repeated.',
      }),
    },
    examples: [
      { does: 'The kinds there are', line: 'generate' },
      { does: 'The applications for which there are rules', line: 'generate rule --list' },
      { does: 'A rule that locks MySQL', line: 'generate rule lock --for mysql -l app=mysql' },
      { does: 'The rules that the pods of a namespace call for', line: 'generate rule --for auto -n shop --sim' },
      {
        does: 'A snapshot that uses it',
        line: 'generate snapshot now --claim mysql-data --pre-rule lock',
      },
    ],
  }),
}
