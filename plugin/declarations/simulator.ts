/** The commands of the group Simulator. */

import { declare } from '../command.ts'
import { choice, optionalText, text, toggle } from '../flag.ts'
import { files, kustomize, output, textOrJson, yes } from './shared-flags.ts'

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
    examples: [
      { does: 'All of them', line: 'sim list' },
      { does: 'Their names', line: 'sim list -o name' },
    ],
  }),
  simLoad: declare({
    words: ['sim', 'load'],
    summary: 'Loads manifests into a simulated cluster; workloads start',
    positionals: { usage: '[FILE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: { ...files, kustomize },
    examples: [
      { does: 'Your application, in the default cluster', line: 'sim load -f shop.yaml' },
      { does: 'A directory into another cluster', line: 'sim load --sim=staging -R -f manifests/' },
    ],
  }),
  simServe: declare({
    words: ['sim', 'serve'],
    summary: 'Serves a simulated cluster as a Kubernetes API, for kubectl and other clients',
    about:
      'HTTPS on 127.0.0.1 with a certificate of its own and a bearer token, until Ctrl-C. Time runs as the real one does.\n' +
      'A kubeconfig that leads there is kept with the simulated clusters and goes on working when the cluster is served again.\n' +
      'STORK carries out specs, as in a cluster where it is installed; --executor pxsnap lets our own engine do it.\n' +
      'Everything that a client was told is stored lasts, also when this command is killed.\n' +
      'kubectl cp, attach and port-forward are refused: containers have no tar and no console, and there is no network.',
    positionals: { usage: '[NAME]', min: 0, max: 1 },
    flags: {
      port: text({
        long: 'port',
        placeholder: 'N',
        doc: 'The port; that of the last time, or a free one, when left out.',
      }),
      executor: choice({
        long: 'executor',
        choices: ['stork', 'pxsnap', 'none'],
        default: 'stork',
        doc: 'Who carries out specs.',
      }),
      token: text({
        long: 'token',
        placeholder: 'TOKEN',
        doc: 'The bearer token; a random one that is kept when left out.',
      }),
      writeKubeconfig: optionalText({
        long: 'write-kubeconfig',
        placeholder: 'FILE',
        whenBare: '',
        doc: "Adds the context pxsnap-sim-NAME to this kubeconfig (kubectl's own when no file is given).",
      }),
      use: toggle({ long: 'use', doc: 'With --write-kubeconfig: makes the context the current one.' }),
    },
    examples: [
      { does: 'The default one, with a kubeconfig of its own', line: 'sim serve' },
      {
        does: 'Another one, in your kubeconfig, for the next kubectl',
        line: 'sim serve staging --write-kubeconfig --use',
      },
      { does: 'With our engine, on a fixed port', line: 'sim serve --executor pxsnap --port 6443' },
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
    examples: [
      { does: 'Start over', line: 'sim reset -y' },
      { does: 'Another one', line: 'sim reset staging -y' },
    ],
  }),
  simDown: declare({
    words: ['sim', 'down'],
    summary: 'Removes a simulated cluster and its data',
    positionals: { usage: '[NAME]', min: 0, max: 1 },
    flags: { yes },
    examples: [
      { does: 'Remove one', line: 'sim down staging -y' },
      { does: 'The default one, after a question', line: 'sim down' },
    ],
  }),
  simExport: declare({
    words: ['sim', 'export'],
    summary: 'Writes a simulated cluster with all its data into one file',
    about: 'A zip with checksums, which another machine can import. The file is there whole, or as it was before.',
    positionals: { usage: 'FILE [NAME]', min: 1, max: 2 },
    flags: {},
    examples: [
      { does: 'The default one', line: 'sim export shop.zip' },
      { does: 'Another one', line: 'sim export staging.zip staging' },
    ],
  }),
  simImport: declare({
    words: ['sim', 'import'],
    summary: 'Makes a simulated cluster of a file that export wrote',
    about: 'A file that is damaged, or was written by a later version, is refused, and nothing is changed.',
    positionals: { usage: 'FILE [NAME]', min: 1, max: 2 },
    flags: { replace: toggle({ long: 'replace', doc: 'Replaces the simulated cluster of that name, with its data.' }) },
    examples: [
      { does: 'Under a name of its own', line: 'sim import shop.zip shop' },
      { does: 'In place of the default one', line: 'sim import shop.zip --replace' },
    ],
  }),
  simFaultList: declare({
    words: ['sim', 'fault', 'list'],
    summary: 'Lists what goes wrong in a simulated cluster',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: output('table|json|yaml') },
    examples: [
      { does: 'Of the default one', line: 'sim fault list' },
      { does: 'For a machine', line: 'sim fault list -o json --sim=staging' },
    ],
  }),
  simFaultAdd: declare({
    words: ['sim', 'fault', 'add'],
    summary: 'Makes something go wrong in a simulated cluster for the commands that follow',
    about:
      'FAULT is written as for simulate: NAME, NAME:TIME or NAME@PLACE. With TIME it lasts so long on the clock of the cluster; else it strikes one command that changes something.\n' +
      'A command tells on standard error what struck it; sim advance lets the time of faults pass and is not struck itself. "kubectl pxsnap simulate --help" lists the names.',
    positionals: { usage: 'FAULT…', min: 1, max: 20 },
    flags: {},
    examples: [
      { does: 'The storage fails for ten minutes', line: 'sim fault add storage-error:10m' },
      { does: 'The next command in a pod is swallowed', line: 'sim fault add exec-hang@1 --sim=staging' },
    ],
  }),
  simFaultClear: declare({
    words: ['sim', 'fault', 'clear'],
    summary: 'Ends what goes wrong in a simulated cluster',
    positionals: { usage: '[ID…]', min: 0, max: 20 },
    flags: {},
    examples: [
      { does: 'All of it', line: 'sim fault clear' },
      { does: 'One fault', line: 'sim fault clear 2' },
    ],
  }),
  simCredentialList: declare({
    words: ['sim', 'credential', 'list'],
    summary: 'Lists where cloud snapshots of a simulated cluster can go',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: output('table|json|yaml|name') },
    examples: [
      { does: 'All of them', line: 'sim credential list --sim' },
      { does: 'For a machine', line: 'sim credential list -o json --sim' },
    ],
  }),
  simCredentialAdd: declare({
    words: ['sim', 'credential', 'add'],
    summary: 'Names a bucket for cloud snapshots, simulated or of a real S3 endpoint',
    about:
      'Snapshots name it in the annotation portworx/cloud-cred-id, or with snapshot --cloud --credential.\n' +
      'Keys of an S3 endpoint are read from the environment whenever they are needed and are stored nowhere.',
    positionals: { usage: 'NAME', min: 1, max: 1 },
    flags: {
      bucket: text({ long: 'bucket', placeholder: 'BUCKET', doc: 'The bucket.' }),
      s3: toggle({ long: 's3', doc: 'The bucket is one of Amazon S3, or of --endpoint.' }),
      endpoint: text({ long: 'endpoint', placeholder: 'URL', doc: 'The address of an S3 endpoint.' }),
      region: text({ long: 'region', placeholder: 'REGION', doc: 'The region of the bucket.' }),
      pathStyle: toggle({
        long: 'path-style',
        doc: 'The bucket is part of the path, as most servers of your own want it.',
      }),
      keysFrom: text({
        long: 'keys-from',
        placeholder: 'PREFIX',
        doc: 'Keys are in the variables PREFIXACCESS_KEY_ID and PREFIXSECRET_ACCESS_KEY; AWS_ when left out.',
      }),
    },
    examples: [
      { does: 'A second bucket beside the usual one', line: 'sim credential add archive --bucket archive --sim' },
      {
        does: 'A server of your own',
        line: 'sim credential add minio --bucket backups --endpoint http://127.0.0.1:9000 --path-style --keys-from MINIO_ --sim',
      },
    ],
  }),
  simCredentialRemove: declare({
    words: ['sim', 'credential', 'remove'],
    summary: 'Forgets where cloud snapshots can go; what was stored there stays',
    positionals: { usage: 'NAME', min: 1, max: 1 },
    flags: {},
    examples: [
      { does: 'One of them', line: 'sim credential remove archive --sim' },
      { does: 'Of another cluster', line: 'sim credential remove archive --sim=staging' },
    ],
  }),
}
