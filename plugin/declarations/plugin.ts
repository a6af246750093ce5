/** The commands of the group Plugin. */

import { declare } from '../command.ts'
import { duration, text, toggle } from '../flag.ts'
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
  lsp: declare({
    words: ['lsp'],
    summary: 'Serves findings, completion and help for specs to any editor',
    about: 'Speaks the Language Server Protocol over standard input and output. The editor starts and ends it.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { stdio: toggle({ long: 'stdio', doc: 'Over standard input and output; the only way there is.' }) },
    examples: [
      { does: 'What an editor runs', line: 'lsp --stdio' },
      {
        does: 'In Helix, in languages.toml: language-servers of yaml',
        line: "lsp --stdio   # command = 'kubectl-pxsnap', args = ['lsp', '--stdio']",
      },
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
  controller: declare({
    words: ['controller'],
    summary: 'Runs the engine in a cluster: carries out what is written, and schedules',
    about:
      'Of several processes one works, and another takes over: the Lease pxsnap-controller says which (in the namespace of -n, in a pod in its own).\n' +
      'An interrupt or SIGTERM thaws first, then ends. It does not begin where STORK runs, which would carry out the same objects.\n' +
      'Served are /healthz, /readyz and /metrics (Prometheus).',
    positionals: { usage: '', min: 0, max: 0 },
    flags: {
      listen: text({
        long: 'listen',
        placeholder: 'HOST:PORT',
        doc: 'Where health and metrics are served; :8080 when left out, none for nowhere.',
      }),
      for: duration({ long: 'for', doc: 'Ends after so long, in the time of the cluster.' }),
    },
    examples: [
      { does: 'In the cluster of the kubeconfig', line: 'controller' },
      { does: 'In a simulated one, for an hour of its time', line: 'controller --sim --for 1h --sim-speed max' },
    ],
  }),
  controllerManifests: declare({
    words: ['controller', 'manifests'],
    summary: 'Prints the objects that make the controller run in a cluster',
    about:
      'Namespace, ServiceAccount, the least of roles, the definitions of our kinds, and a Deployment of two.\n' +
      'The image is one whose entry point is kubectl-pxsnap; -n is where it runs, pxsnap when left out.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: {
      image: text({ long: 'image', placeholder: 'IMAGE', doc: 'The image.' }),
      output: output('json|yaml'),
    },
    examples: [
      { does: 'Install it', line: 'controller manifests --image registry.example.com/pxsnap:1.0 | kubectl apply -f -' },
      { does: 'Read them first', line: 'controller manifests --image registry.example.com/pxsnap:1.0 | less' },
    ],
  }),
}
