/** The contract suites over a real control plane. */

import { kubernetesCluster, kubernetesExec, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { systemClock } from '@pxsnap/core/system'
import { describe, inject } from 'vitest'
import { clusterContract } from '../contract/cluster.ts'
import { podExecContract } from '../contract/pod-exec.ts'

const real = inject('realCluster')

async function openNamespace() {
  const connection = await loadConnection({}, { KUBECONFIG: real?.kubeconfig ?? '' })
  const cluster = kubernetesCluster(connection, { clock: systemClock })
  const made = await cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: '', generateName: 'pxsnap-test-' },
  })
  if (!made.ok) throw new Error(made.message)
  const { name: namespace } = made.object.metadata
  const close = async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace })
    connection.close()
  }
  return { connection, cluster, namespace, close }
}

describe.skipIf(real === undefined)('a real control plane', () => {
  clusterContract('kubernetes', async () => ({ ...(await openNamespace()), pause: () => systemClock.sleep(100) }), {
    controllers: real?.complete === true,
  })
})

describe.skipIf(real?.complete !== true)('a real cluster with nodes', () => {
  podExecContract('kubernetes', async () => {
    const { connection, cluster, namespace, close } = await openNamespace()
    const name = 'box'
    await cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [{ name, image: process.env.PXSNAP_TEST_IMAGE ?? 'busybox', command: ['sleep', '3600'] }],
      },
    })
    for (let look = 0; look < 300; look += 1) {
      const pod = await cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })
      if ((pod?.status as { readonly phase?: string } | undefined)?.phase === 'Running') break
      await systemClock.sleep(200)
    }
    return {
      exec: kubernetesExec(connection),
      pod: { namespace, pod: name },
      directory: '/tmp',
      drive: work => work,
      pause: ms => systemClock.sleep(ms),
      close,
    }
  })
})
