/** What a new simulated cluster has from the start: nodes, namespaces and the classes of a Portworx installation. */

import type { KubeObject } from '../../specs/index.ts'
import { defaultClass } from './defaults.ts'

export const freshCluster: readonly KubeObject[] = [
  ...['default', 'kube-system', 'portworx'].map(named('v1', 'Namespace')),
  ...['node-1', 'node-2', 'node-3'].map(name => ({
    ...named('v1', 'Node')(name),
    status: { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }] },
  })),
  {
    ...named('storage.k8s.io/v1', 'StorageClass')('px-csi-db'),
    metadata: { name: 'px-csi-db', annotations: { [defaultClass]: 'true' } },
    provisioner: 'pxd.portworx.com',
    parameters: { repl: '3', io_profile: 'db_remote' },
    allowVolumeExpansion: true,
  },
  {
    ...named('storage.k8s.io/v1', 'StorageClass')('px-db'),
    provisioner: 'kubernetes.io/portworx-volume',
    parameters: { repl: '3', io_profile: 'db_remote' },
  },
  // Source: STORK's install manifest.
  { ...named('storage.k8s.io/v1', 'StorageClass')('stork-snapshot-sc'), provisioner: 'stork-snapshot' },
]

function named(apiVersion: string, kind: string): (name: string) => KubeObject {
  return name => ({ apiVersion, kind, metadata: { name } })
}
