/** Flags that every command understands. */

import { duration, list, optionalText, text, toggle } from '../flag.ts'

/** Understood by every command. */
export const globalFlags = {
  help: toggle({ long: 'help', short: 'h', doc: 'Shows help.' }),
  noColor: toggle({ long: 'no-color', doc: 'Prints without colors. NO_COLOR and TERM=dumb do the same.' }),
  namespace: text({
    long: 'namespace',
    short: 'n',
    placeholder: 'NAMESPACE',
    doc: 'The namespace; that of the context when left out, "default" in a simulated cluster.',
  }),
  sim: optionalText({
    long: 'sim',
    placeholder: 'NAME',
    whenBare: 'default',
    doc: 'Works in the embedded simulated cluster NAME ("default" when left out). PXSNAP_SIM=NAME does the same.',
  }),
  from: text({
    long: 'from',
    placeholder: 'FILE',
    doc: 'Looks into a file that "report" made, instead of a cluster.',
  }),
  simSpeed: text({
    long: 'sim-speed',
    placeholder: 'N|max',
    doc: 'How fast simulated time runs: 1 is real time (the choice on a terminal), max as fast as it can (the choice otherwise).',
  }),

  kubeconfig: text({
    long: 'kubeconfig',
    placeholder: 'FILE',
    doc: 'The kubeconfig; KUBECONFIG or ~/.kube/config when left out.',
  }),
  context: text({
    long: 'context',
    placeholder: 'NAME',
    doc: 'The context of the kubeconfig; the current one when left out.',
  }),
  clusterName: text({
    long: 'cluster',
    placeholder: 'NAME',
    doc: "The cluster of the kubeconfig, in place of the context's.",
  }),
  user: text({ long: 'user', placeholder: 'NAME', doc: "The user of the kubeconfig, in place of the context's." }),
  as: text({ long: 'as', placeholder: 'USER', doc: 'Acts as this user, if the API server allows it.' }),
  asGroup: list({ long: 'as-group', placeholder: 'GROUP', doc: 'Acts as a member of this group. May be repeated.' }),
  token: text({ long: 'token', placeholder: 'TOKEN', doc: 'The bearer token for the API server.' }),
  server: text({ long: 'server', placeholder: 'URL', doc: 'The address of the API server.' }),
  requestTimeout: duration({
    long: 'request-timeout',
    doc: 'How long one request may take, such as 30s; 0 for no limit.',
  }),
  insecureSkipTlsVerify: toggle({
    long: 'insecure-skip-tls-verify',
    doc: 'Does not check the certificate of the API server. Anybody in between can read along.',
  }),
  certificateAuthority: text({
    long: 'certificate-authority',
    placeholder: 'FILE',
    doc: "The certificates that the API server's must come from.",
  }),
  verbosity: text({
    long: 'v',
    short: 'v',
    placeholder: 'LEVEL',
    doc: 'From 6 on, every request is told on standard error.',
  }),
}
