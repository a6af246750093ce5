/** Every command with its flags and examples, once. What runs them is loaded by `dispatch.ts` when it is needed. */

import { declare } from './command.ts'
import { choice, duration, list, optionalText, text, toggle } from './flag.ts'

/** Understood by every command. */
export const globalFlags = {
  help: toggle({ long: 'help', short: 'h', doc: 'Shows help.' }),
  noColor: toggle({ long: 'no-color', doc: 'Prints without colors. NO_COLOR and TERM=dumb do the same.' }),
  namespace: text({
    long: 'namespace',
    short: 'n',
    placeholder: 'NAMESPACE',
    doc: 'The namespace; "default" when left out.',
  }),
  sim: optionalText({
    long: 'sim',
    placeholder: 'NAME',
    whenBare: 'default',
    doc: 'Works in the embedded simulated cluster NAME ("default" when left out). PXSNAP_SIM=NAME does the same.',
  }),
  simSpeed: text({
    long: 'sim-speed',
    placeholder: 'N|max',
    doc: 'How fast simulated time runs: 1 is real time (the choice on a terminal), max as fast as it can (the choice otherwise).',
  }),
}

const files = {
  filename: list({
    long: 'filename',
    short: 'f',
    placeholder: 'FILE',
    doc: 'A file, a directory, or - for standard input. May be repeated.',
  }),
  recursive: toggle({ long: 'recursive', short: 'R', doc: 'Looks into the directories inside a directory, too.' }),
}

const selection = {
  allNamespaces: toggle({ long: 'all-namespaces', short: 'A', doc: 'In all namespaces.' }),
  selector: text({
    long: 'selector',
    short: 'l',
    placeholder: 'LABELS',
    doc: 'Only objects with these labels, such as app=mysql,tier!=cache.',
  }),
}

const output = (values: string) =>
  text({ long: 'output', short: 'o', placeholder: values, doc: 'How the result is printed.' })

const yes = toggle({ long: 'yes', short: 'y', doc: 'Does not ask for confirmation.' })
const dryRun = optionalText({
  long: 'dry-run',
  placeholder: 'client',
  whenBare: 'client',
  doc: 'Shows what would be written and writes nothing.',
})
const wait = toggle({
  long: 'wait',
  default: true,
  doc: 'Follows the operation to its end. --wait=false returns at once.',
})
const timeout = duration({
  long: 'timeout',
  doc: "Gives up following after this time of the cluster's clock, such as 90s or 5m.",
})

export const commandTable = {
  lint: declare({
    words: ['lint'],
    summary: 'Checks specs and repairs what can be repaired',
    about:
      'Reads Kubernetes manifests and reports what STORK would refuse, ignore or get wrong.\n' +
      'Documents of other kinds are left in peace. Exit code 3 when there is a finding of level error.',
    positionals: { usage: '[FILE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      output: choice({
        long: 'output',
        short: 'o',
        choices: ['text', 'json'],
        default: 'text',
        doc: 'How findings are printed.',
      }),
      fix: toggle({ long: 'fix', doc: 'Writes every mechanical fix into the files; comments and layout are kept.' }),
      dryRun: toggle({ long: 'dry-run', doc: 'With --fix: shows the changes as a diff and writes nothing.' }),
      severity: choice({
        long: 'severity',
        choices: ['information', 'warning', 'error'],
        default: 'information',
        doc: 'Reports findings of this level and above.',
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
  apply: declare({
    words: ['apply'],
    summary: 'Checks specs, shows what will happen, does it and follows it to the end',
    about:
      'Lints first; findings of level error stop it. Then the plan: what is written and what it will do.\n' +
      'Objects are written in the order they need each other, and snapshots are followed until they are done.\n' +
      'Exit code 0 when everything came out as asked, 8 when a snapshot is less consistent than asked for, 1 when one failed.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { ...files, output: output('json|yaml|name'), yes, dryRun, wait, timeout },
    examples: [
      { does: 'Apply a file to the simulated cluster', line: 'apply --sim -f snapshot.yaml' },
      { does: 'See the plan only', line: 'apply --sim -f snapshot.yaml --dry-run' },
      { does: 'Without questions, at most two minutes', line: 'apply --sim -f specs/ -y --timeout 2m' },
    ],
  }),
  get: declare({
    words: ['get'],
    summary: 'Lists objects',
    positionals: { usage: 'KIND[,KIND…] [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      ...selection,
      output: output('table|wide|json|yaml|name|jsonpath=…'),
      noHeaders: toggle({ long: 'no-headers', doc: 'Leaves out the line of column names.' }),
    },
    examples: [
      { does: 'Claims and snapshots of a namespace', line: 'get pvc,volumesnapshots -n shop --sim' },
      { does: 'Everything everywhere', line: 'get all -A --sim' },
      { does: 'One name out of an object', line: "get gvs nightly -o jsonpath='{.status.status}' --sim" },
    ],
  }),
  describe: declare({
    words: ['describe'],
    summary: 'Shows one object with everything that matters about it',
    positionals: { usage: 'KIND [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: { ...selection },
    examples: [
      { does: 'A group snapshot with its members and its evidence', line: 'describe gvs nightly -n shop --sim' },
    ],
  }),
  timeline: declare({
    words: ['timeline'],
    summary: 'Shows who was frozen when, and where the snapshot instant lies',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: {
      output: choice({
        long: 'output',
        short: 'o',
        choices: ['text', 'json'],
        default: 'text',
        doc: 'How it is printed.',
      }),
    },
    examples: [
      { does: 'Of a group snapshot', line: 'timeline gvs nightly -n shop --sim' },
      { does: 'For a machine', line: 'timeline volumesnapshot orders -o json --sim' },
    ],
  }),
  clone: declare({
    words: ['clone'],
    summary: 'Makes new claims from a snapshot',
    about:
      'SNAPSHOT is a VolumeSnapshot, a GroupVolumeSnapshot or KIND/NAME.\n' +
      'A group needs one name for each member, in the order that "describe" shows them, or none: then each is called <claim>-clone.',
    positionals: { usage: 'SNAPSHOT', min: 1, max: 2 },
    flags: {
      from: text({
        long: 'from',
        placeholder: 'NAMESPACE',
        doc: 'The namespace of the snapshot, when the new claims go to another one (-n).',
      }),
      as: list({ long: 'as', placeholder: 'PVC', doc: 'The names of the new claims.' }),
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'One claim', line: 'clone orders-before-upgrade --as orders-copy --sim' },
      {
        does: 'Into another namespace, which the snapshot must allow',
        line: 'clone orders-before-upgrade --from shop -n test --as orders --sim',
      },
      { does: 'All members of a group', line: 'clone gvs/nightly --as data-copy,log-copy -n shop --sim' },
    ],
  }),
  delete: declare({
    words: ['delete'],
    summary: 'Deletes objects and what hangs on them',
    positionals: { usage: 'KIND NAME… | KIND/NAME…', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      selector: selection.selector,
      output: output('name'),
      yes,
      dryRun,
      wait,
      timeout,
      ignoreNotFound: toggle({ long: 'ignore-not-found', doc: 'An object that is not there is no error.' }),
    },
    examples: [
      { does: 'One snapshot', line: 'delete volumesnapshot orders --sim' },
      { does: 'What a file created', line: 'delete -f snapshot.yaml -y --sim' },
    ],
  }),
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

export type CommandName = keyof typeof commandTable
