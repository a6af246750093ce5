/** STORK's ClusterPair: how to reach the cluster that volumes and objects migrate to. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, flag, map, object, openObject, reference, text } from '../schema.ts'

export const clusterPair = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ClusterPair',
  {
    plural: 'clusterpairs',
    scope: 'Namespaced',
    doc: 'Trust to a second cluster: its kubeconfig for objects, its storage address and token for volumes.',
  },
  () => ({
    spec: object(
      {
        config: kubeconfig,
        options: storageOptions,
        platformOptions: openObject(
          {
            rancher: openObject(
              {
                projectMappings: map(text({ doc: 'The project there.' }), {
                  doc: 'Rancher projects: the one here, the one there.',
                }),
              },
              { doc: 'Settings for clusters that Rancher runs.' },
            ),
          },
          { doc: 'Settings of the platform that runs the clusters.' },
        ),
      },
      { required: true, doc: 'How to reach the other cluster.' },
    ),
    status: object(
      {
        schedulerStatus: pairStatus('Whether the API server there answers.'),
        storageStatus: pairStatus('Whether the storage there answers. `NotProvided` when `options` are empty.'),
        reason: text({ doc: 'Why it is not ready; written by the pxsnap executor.', setBy: 'controller' }),
        remoteStorageId: text({ doc: 'The id of the storage cluster there.', setBy: 'controller' }),
      },
      { doc: 'Whether the pairs of API servers and of storage clusters work.', setBy: 'controller' },
    ),
  }),
)

export type ClusterPair = InferKind<typeof clusterPair>

const storageOptions = openObject(
  {
    ip: text({ doc: 'The address of a storage node there, or of what stands before them.', example: '10.0.0.5' }),
    port: text({ default: '9001', doc: "The port of the storage's management API, as text.", example: '9001' }),
    token: text({
      secret: true,
      doc: 'The token of the storage cluster there. Without it the storage is not paired.',
      source: 'STORK, cluster pair controller',
    }),
    mode: choice(
      {
        Default: 'the storage decides',
        DisasterRecovery: 'repeated migrations of the same volumes',
        OneTimeMigration: 'one migration',
      },
      { default: 'Default', doc: 'What the pair is for. STORK takes any other word as Default.' },
    ),
    backuplocation: reference('BackupLocation', {
      doc: 'The BackupLocation, in the namespace of the pair, through which volumes travel.',
      since: '2.6.0',
      source: 'STORK, Portworx driver',
    }),
  },
  {
    doc: 'How to reach the storage there; all values are text. Empty: only objects are migrated.',
    source: 'STORK, cluster pair controller',
  },
)

/** The other cluster's client configuration, in the shape of Kubernetes' client library: maps by name, not lists. */
const kubeconfig = openObject(
  {
    clusters: map(
      openObject(
        {
          server: text({ doc: 'The URL of the API server, as STORK reaches it.', example: 'https://203.0.113.7:6443' }),
          'certificate-authority-data': text({ doc: 'The certificate authority, base64.' }),
          'certificate-authority': text({ doc: 'A file with it, which STORK does not have.' }),
          'insecure-skip-tls-verify': flag({ default: false, doc: 'Trust whoever answers.' }),
        },
        { doc: 'Where the API server is.' },
      ),
      { doc: 'API servers by name. A map, unlike the list in the files of kubectl.' },
    ),
    users: map(
      openObject(
        {
          'client-certificate-data': text({ doc: 'The certificate, base64.' }),
          'client-key-data': text({ secret: true, doc: 'Its key, base64.' }),
          token: text({ secret: true, doc: 'A bearer token.' }),
          exec: anything({ doc: "A program that logs in, which STORK's image does not have." }),
        },
        { doc: 'How one user proves itself.' },
      ),
      { doc: 'Users by name. A map, unlike the list in the files of kubectl.' },
    ),
    contexts: map(
      openObject(
        {
          cluster: text({ doc: 'The name of the cluster.' }),
          user: text({ doc: 'The name of the user.' }),
          namespace: text({ doc: 'Not used.' }),
        },
        { doc: 'One cluster with one user.' },
      ),
      { doc: 'Contexts by name. A map, unlike the list in the files of kubectl.' },
    ),
    'current-context': text({ doc: 'The context that STORK uses.', source: 'STORK, cluster pair controller' }),
  },
  {
    required: true,
    doc: 'The whole kubeconfig of the other cluster, with its certificates inline.',
    source: 'STORK, cluster pair controller',
  },
)

function pairStatus(doc: string) {
  return choice(
    {
      '': 'not looked at yet',
      Pending: 'being paired',
      Ready: 'paired',
      Error: 'cannot be reached or refuses',
      Degraded: 'reached, not healthy',
      Deleting: 'being taken apart',
      NotProvided: 'nothing to pair with was given',
    },
    { doc, setBy: 'controller' },
  )
}
