/** The commands of the group See. */

import { declare } from '../command.ts'
import { duration, list, text, toggle } from '../flag.ts'
import { selection, textOrJson } from './shared-flags.ts'

/** `ui` and `watch` are one command with two names. */
const uiFlags = {
  allNamespaces: selection.allNamespaces,
  readonly: toggle({ long: 'readonly', doc: 'Changes nothing, whatever is pressed.' }),
  plain: toggle({ long: 'plain', doc: 'Prints the screen as text and ends. So it is where there is no terminal.' }),
  skin: text({
    long: 'skin',
    placeholder: 'NAME|FILE',
    doc: 'Colors: dark, light, high-contrast, color-blind, none, or a file. PXSNAP_SKIN does the same.',
  }),
  screenReader: toggle({
    long: 'screen-reader',
    doc: 'Says each line once, as text without columns and drawings. INK_SCREEN_READER=true does the same.',
  }),
}

export const seeCommands = {
  get: declare({
    words: ['get'],
    summary: 'Lists objects',
    about:
      'With -w a row for every change follows until Ctrl-C, which ends it with exit code 130.\n' +
      'A simulated cluster changes when another command works in it.\n' +
      'Exit code 4 when a named object is not there.',
    positionals: { usage: 'KIND[,KIND…] [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      ...selection,
      fieldSelector: text({
        long: 'field-selector',
        placeholder: 'FIELDS',
        doc: 'Only objects with these fields, as the API server takes them, such as metadata.name=orders.',
      }),
      output: text({
        long: 'output',
        short: 'o',
        placeholder: 'table|wide|json|yaml|name|jsonpath=…|custom-columns=…',
        doc: 'How the result is printed. As with kubectl there are jsonpath-as-json=…, jsonpath-file=FILE and custom-columns-file=FILE, too.',
      }),
      noHeaders: toggle({ long: 'no-headers', doc: 'Leaves out the line of column names.' }),
      showLabels: toggle({ long: 'show-labels', doc: 'Shows all labels in a last column.' }),
      labelColumns: list({
        long: 'label-columns',
        short: 'L',
        placeholder: 'LABEL',
        doc: 'Gives labels a column each. May be repeated.',
      }),
      showKind: toggle({ long: 'show-kind', doc: 'Shows names as kind/name.' }),
      showManagedFields: toggle({ long: 'show-managed-fields', doc: 'Keeps metadata.managedFields in JSON and YAML.' }),
      sortBy: text({
        long: 'sort-by',
        placeholder: 'PATH',
        doc: 'Sorts by a field, such as .metadata.creationTimestamp.',
      }),
      watch: toggle({
        long: 'watch',
        short: 'w',
        doc: 'Shows what is there, and then every change; on a terminal in the UI.',
      }),
      watchOnly: toggle({ long: 'watch-only', doc: 'Shows every change from now on.' }),
      outputWatchEvents: toggle({
        long: 'output-watch-events',
        doc: 'With -w or --watch-only: says of every row whether it was ADDED, MODIFIED or DELETED.',
      }),
      chunkSize: text({
        long: 'chunk-size',
        placeholder: 'N',
        doc: 'Taken as kubectl does; long lists are fetched in pages either way.',
      }),
      ignoreNotFound: toggle({ long: 'ignore-not-found', doc: 'An object that is not there is no error.' }),
    },
    examples: [
      { does: 'Claims and snapshots of a namespace', line: 'get pvc,volumesnapshots -n shop --sim' },
      { does: 'Everything everywhere', line: 'get all -A --sim' },
      { does: 'Groups as they change', line: 'get gvs -n shop -w --sim' },
      { does: 'One name out of an object', line: "get gvs nightly -o jsonpath='{.status.status}' --sim" },
      {
        does: 'Columns of your own, the newest last',
        line: "get pvc -A -o custom-columns='NAME:.metadata.name,SIZE:.spec.resources.requests.storage' --sort-by .metadata.creationTimestamp",
      },
    ],
  }),
  wait: declare({
    words: ['wait'],
    summary: 'Waits until objects have come so far, and says truly whether they did',
    about:
      'usable: a snapshot, restore, clone or migration that ended well; stage=STAGE: the stage of one of the kinds of STORK; condition=TYPE[=STATUS], jsonpath={.path}[=VALUE], delete and create as with kubectl.\n' +
      'Exit code 7 when the time is up, 4 when it is not there, 1 when it failed and will never come so far, 8 when it is usable and less consistent than asked for.\n' +
      'In a simulated cluster time passes while this waits.',
    positionals: { usage: 'KIND [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      for: text({
        long: 'for',
        placeholder: 'CONDITION',
        doc: 'usable, stage=…, condition=…, jsonpath=…, delete or create.',
      }),
      timeout: duration({ long: 'timeout', doc: 'How long to wait, 30s when left out; 0 looks once.' }),
      all: toggle({ long: 'all', doc: 'All objects of the kind.' }),
      ...selection,
      fieldSelector: text({ long: 'field-selector', placeholder: 'FIELDS', doc: 'Only objects with these fields.' }),
    },
    examples: [
      { does: 'Until a group can be restored', line: 'wait --for=usable gvs/nightly -n shop --timeout 10m --sim' },
      { does: 'Until a claim is bound', line: "wait --for=jsonpath='{.status.phase}'=Bound pvc/orders -n shop --sim" },
      { does: 'Until it is gone', line: 'wait --for=delete volumesnapshot/orders -n shop --sim' },
    ],
  }),
  describe: declare({
    words: ['describe'],
    summary: 'Shows one object with everything that matters about it',
    positionals: { usage: 'KIND [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: { ...selection },
    examples: [
      { does: 'A group snapshot with its members and its evidence', line: 'describe gvs nightly -n shop --sim' },
      { does: 'All claims of an application', line: 'describe pvc -l app=mysql -n shop --sim' },
    ],
  }),
  timeline: declare({
    words: ['timeline'],
    summary: 'Shows who was frozen when, and where the snapshot instant lies',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: {
      output: textOrJson,
    },
    examples: [
      { does: 'Of a group snapshot', line: 'timeline gvs nightly -n shop --sim' },
      { does: 'For a machine', line: 'timeline volumesnapshot orders -o json --sim' },
    ],
  }),
  status: declare({
    words: ['status'],
    summary: 'Shows on one screen what is protected, what failed and what is frozen now',
    about:
      'An application is protected when every claim of its pods has a usable snapshot.\n' +
      'Its last good time is that of the claim whose newest usable snapshot is the oldest.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { allNamespaces: selection.allNamespaces, output: textOrJson },
    examples: [
      { does: 'The whole cluster', line: 'status --sim' },
      { does: 'One namespace, for a machine', line: 'status -n shop -o json --sim' },
    ],
  }),
  history: declare({
    words: ['history'],
    summary: 'Shows the snapshots, clones and restores of a claim over time',
    positionals: { usage: 'PVC', min: 1, max: 1 },
    flags: { output: textOrJson },
    examples: [
      { does: 'Of one claim', line: 'history orders-data -n shop --sim' },
      { does: 'For a machine', line: 'history orders-data -o json -n shop --sim' },
    ],
  }),
  tree: declare({
    words: ['tree'],
    summary: 'Shows an object with its owners, its members and the data behind it',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: { output: textOrJson },
    examples: [
      { does: 'A group with its snapshots and their clones', line: 'tree gvs nightly -n shop --sim' },
      { does: 'An application with its claims', line: 'tree statefulset/orders -n shop --sim' },
    ],
  }),
  backups: declare({
    words: ['backups'],
    summary: 'Lists what an object store holds, whichever cluster put it there',
    positionals: { usage: '', min: 0, max: 0 },
    flags: {
      credential: text({
        long: 'credential',
        placeholder: 'NAME',
        doc: 'Of which object store; needed where there are several.',
      }),
      output: textOrJson,
    },
    examples: [
      { does: 'All of them', line: 'backups --sim' },
      { does: 'Those of one object store', line: 'backups --credential archive --sim' },
    ],
  }),
  logs: declare({
    words: ['logs'],
    summary: 'Shows what the commands of rules printed in the pods',
    about: 'The last 400 characters of each command are kept with the snapshot. Passwords are taken out.',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: {
      pod: text({ long: 'pod', placeholder: 'POD', doc: 'Only what ran in this pod.' }),
      output: textOrJson,
    },
    examples: [
      { does: 'Of a group snapshot', line: 'logs gvs nightly -n shop --sim' },
      { does: 'Only what ran in one pod', line: 'logs gvs/nightly --pod orders-0 -n shop --sim' },
    ],
  }),
  ui: declare({
    words: ['ui'],
    summary: 'Opens the terminal UI: everything on one screen, live, with a key for each action',
    about:
      'What is opened first is typed as after ":" in the UI: a kind, with a namespace, a filter or labels, or the name of a screen.\n' +
      'Press ? for the keys of a screen, : for a command, q to leave. A simulated cluster belongs to the UI while it is open.',
    positionals: { usage: '[SCREEN [ARGUMENT…]]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: uiFlags,
    examples: [
      { does: 'The overview', line: 'ui --sim' },
      { does: 'Snapshots of a namespace that failed', line: 'ui vs shop /error --sim' },
      { does: 'A screen as text, for a pipe', line: 'ui --plain overview --sim' },
    ],
  }),
  watch: declare({
    words: ['watch'],
    summary: 'The same as ui',
    positionals: { usage: '[SCREEN [ARGUMENT…]]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: uiFlags,
    examples: [
      { does: 'Claims of all namespaces', line: 'watch pvc -A --sim' },
      { does: 'Only looking', line: 'watch --readonly --sim' },
    ],
  }),
}
