/** The controller over HTTP: the real adapter, a served API, CSI behind it, and real time. */

import { kubernetesCluster, kubernetesDiscovery, kubernetesExec, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { startController } from '@pxsnap/core/controller'
import { startCsi } from '@pxsnap/core/simulation'
import { entry, type KubeObject, type ObjectRef, valueAt } from '@pxsnap/core/specs'
import { openCsiStorage } from '@pxsnap/core/storage/csi'
import { systemClock, systemIds } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { openServedCluster } from '../support/served-cluster.ts'
import { groupVolumeSnapshot, mysql, mysqlLock, namespace, refOf } from '../support/shop.ts'

test('a group is frozen, cut by CSI, cloned and deleted, all through the API server', { timeout: 60_000 }, async () => {
  const served = await openServedCluster({ objects: [...mysql(), mysqlLock] })
  startCsi(served.cluster)
  const connection = await loadConnection({ kubeconfig: served.kubeconfig }, {})
  // A storage whose clock differs from ours makes good copies `downgraded`; here the two are one.
  const clock = { ...systemClock, now: () => served.cluster.now }
  const cluster = kubernetesCluster(connection, { clock })
  const kinds = await kubernetesDiscovery(connection, { clock }).resources()
  const storage = await openCsiStorage({ cluster, clock, served: kinds })
  if (storage === undefined) throw new Error('The cluster serves no CSI snapshots.')
  expect(storage.capabilities.groupSnapshot).toBe('atomic')
  const life = new AbortController()
  const ports = { cluster, exec: kubernetesExec(connection), storage, clock, ids: systemIds }
  const options = { ports, identity: 'here', namespace: 'default', random: () => 0.5 }
  const controller = startController(options, life.signal)
  try {
    const nightly = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })
    // The database needs a moment before it can be locked.
    await until(async () => {
      const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })
      return pods.items.some(pod => valueAt(pod, ['status', 'phase']) === 'Running')
    })
    await clock.sleep(3_000)
    expect(await cluster.create(nightly)).toMatchObject({ ok: true })
    await until(async () => entry((await cluster.get(refOf(nightly)))?.status, 'stage') === 'Final')
    const done = await cluster.get(refOf(nightly))
    expect(entry(done?.status, 'status')).toBe('Successful')
    const { items } = await cluster.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace })
    const copy = clone('copy', items[0]?.metadata.name ?? '')
    await cluster.create(copy)
    await until(async () => valueAt(await cluster.get(refOf(copy)), ['status', 'phase']) === 'Bound')
    expect(controller.ready()).toEqual({ ok: true, said: 'Every kind is followed.' })
    await cluster.delete(refOf(nightly))
    const gone = async (ref: ObjectRef) => (await cluster.get(ref)) === undefined
    await until(() => gone(refOf(nightly)))
    await until(async () => (await storage.listSnapshots()).length === 0)
  } finally {
    life.abort()
    await controller.ended
    connection.close()
    await served.close()
  }
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if (await holds()) return
    await systemClock.sleep(200)
  }
  throw new Error('It does not come to pass.')
}

const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'

function clone(name: string, snapshot: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
    spec: {
      storageClassName: 'stork-snapshot-sc',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '4Gi' } },
    },
  }
}
