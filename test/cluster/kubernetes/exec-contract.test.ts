import { kubernetesCluster, kubernetesExec, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { systemClock } from '@pxsnap/core/system'
import { vi } from 'vitest'
import { podExecContract } from '../../contract/pod-exec.ts'
import { openServedCluster } from '../../support/served-cluster.ts'

// The first cluster of a file makes a certificate, which takes long on a busy machine.
vi.setConfig({ hookTimeout: 60_000 })

podExecContract('kubernetes, on our served API', async () => {
  const served = await openServedCluster()
  const connection = await loadConnection({ kubeconfig: served.kubeconfig }, {})
  const cluster = kubernetesCluster(connection, { clock: systemClock })
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'box' }
  await cluster.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'box', namespace: 'default' },
    spec: { containers: [{ name: 'box', image: 'busybox' }] },
  })
  for (let look = 0; look < 200; look += 1) {
    const { phase } = ((await cluster.get(pod))?.status ?? {}) as { readonly phase?: string }
    if (phase === 'Running') break
    await systemClock.sleep(20)
  }
  return {
    exec: kubernetesExec(connection),
    pod: { namespace: 'default', pod: 'box' },
    directory: '/tmp',
    drive: work => work,
    pause: ms => systemClock.sleep(ms),
    close: async () => {
      connection.close()
      await served.close()
    },
  }
})
