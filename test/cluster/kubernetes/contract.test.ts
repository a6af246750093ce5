import { kubernetesCluster, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { systemClock } from '@pxsnap/core/system'
import { vi } from 'vitest'
import { clusterContract } from '../../contract/cluster.ts'
import { openServedCluster } from '../../support/served-cluster.ts'

// The first cluster of a file makes a certificate, which takes long on a busy machine.
vi.setConfig({ hookTimeout: 60_000 })

clusterContract('kubernetes, on our served API', async () => {
  const served = await openServedCluster()
  const connection = await loadConnection({ kubeconfig: served.kubeconfig }, {})
  return {
    cluster: kubernetesCluster(connection, { clock: systemClock }),
    namespace: 'default',
    pause: () => systemClock.sleep(10),
    close: async () => {
      connection.close()
      await served.close()
    },
  }
})
