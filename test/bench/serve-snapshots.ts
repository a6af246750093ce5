/** Serves a simulated cluster with so many VolumeSnapshots, prints the path of its kubeconfig, and waits to be stopped. */

import { openServedCluster } from '../support/served-cluster.ts'

const count = Number(process.argv[2])
const names = Array.from({ length: count }, (_, index) => `orders-${String(index).padStart(6, '0')}`)
const served = await openServedCluster({
  secure: true,
  objects: names.map(name => ({
    apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name, namespace: 'shop', labels: { app: 'orders' } },
    spec: { persistentVolumeClaimName: 'orders', snapshotDataName: `data-${name}` },
    status: {
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          message: 'The snapshot is ready.',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    },
  })),
})
process.stdout.write(`${served.kubeconfig}\n`)
process.once('SIGTERM', () => void served.close().then(() => process.exit(0)))
