/** Who carries out specs in a cluster, and what the user is told of it. */

import { expect, test } from 'vitest'
import { chooseExecutor, type ExecutorFacts, readExecutorFacts } from '../../core/actions/index.ts'
import { type Cluster, PortError } from '../../core/ports/index.ts'
import { openSimulatedCluster, startCsi } from '../../core/simulation/index.ts'
import type { KubeObject } from '../../core/specs/index.ts'
import { macrotask } from '../../core/system/index.ts'

const own = [
  ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot'],
  ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshotData'],
  ['stork.libopenstorage.org/v1alpha1', 'GroupVolumeSnapshot'],
  ['stork.libopenstorage.org/v1alpha1', 'Rule'],
] as const
const csi = [
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass'],
] as const
const kinds = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([apiVersion, kind]) => ({ apiVersion, kind }))

function facts(changed: Partial<ExecutorFacts> = {}): ExecutorFacts {
  return {
    served: kinds(...own, ...csi),
    stork: { is: 'absent' },
    snapshotDrivers: ['pxd.portworx.com'],
    volumeDrivers: ['pxd.portworx.com'],
    ...changed,
  }
}

test('where STORK runs it carries out, and the user hears where it was seen', () => {
  const choice = chooseExecutor(facts({ stork: { is: 'running', namespace: 'kube-system' } }))
  expect(choice).toEqual({ executor: 'stork', because: 'STORK runs in the namespace kube-system.', problems: [] })
})

test('without STORK pxsnap carries out, by CSI snapshots', () => {
  expect(chooseExecutor(facts())).toMatchObject({ executor: 'pxsnap', driver: 'csi', problems: [] })
})

test('a STORK that is down is waited for, not replaced behind its back', () => {
  const choice = chooseExecutor(facts({ stork: { is: 'down', namespace: 'portworx' } }))
  expect(choice.executor).toBe('stork')
  expect(choice.problems).toMatchObject([{ stops: false, next: expect.stringContaining('-n portworx') }])
})

test('where nobody may look for STORK, its kinds speak for it', () => {
  const choice = chooseExecutor(facts({ stork: { is: 'unknown', message: 'pods is forbidden' } }))
  expect(choice).toMatchObject({ executor: 'stork', because: expect.stringContaining('pods is forbidden') })
})

test('missing kinds stop everything, and the way out is a command', () => {
  const choice = chooseExecutor(facts({ served: kinds(...csi) }))
  expect(choice.problems).toMatchObject([
    {
      stops: true,
      message: expect.stringContaining('GroupVolumeSnapshot'),
      next: 'kubectl pxsnap schema crd | kubectl apply -f -',
    },
  ])
})

test('a cluster with neither STORK nor CSI snapshots has no driver, and says what to install', () => {
  const choice = chooseExecutor(facts({ served: kinds(...own), snapshotDrivers: [] }))
  expect(choice).toMatchObject({ executor: 'pxsnap', problems: [{ stops: true }] })
  expect(choice.driver).toBeUndefined()
})

test('a driver without a class is named; no class at all stops', () => {
  const some = chooseExecutor(facts({ volumeDrivers: ['pxd.portworx.com', 'ebs.csi.aws.com'] }))
  expect(some.problems).toMatchObject([{ stops: false, message: expect.stringContaining('ebs.csi.aws.com') }])
  const none = chooseExecutor(facts({ snapshotDrivers: [] }))
  expect(none.problems).toMatchObject([{ stops: true, next: expect.stringContaining('driver: pxd.portworx.com') }])
})

test('beside a running STORK pxsnap freezes, and STORK is left to cut', () => {
  const choice = chooseExecutor(facts({ stork: { is: 'running', namespace: 'kube-system' } }), 'pxsnap')
  expect(choice).toMatchObject({ executor: 'pxsnap', driver: 'stork', problems: [] })
  expect(choice.because).toContain('STORK, which runs in the namespace kube-system, does nothing but cut')
})

test('a STORK that is down may come back at any time, and nothing cuts until it does, so pxsnap is stopped', () => {
  const choice = chooseExecutor(facts({ stork: { is: 'down', namespace: 'kube-system' } }), 'pxsnap')
  expect(choice.problems.some(problem => problem.stops && problem.message.includes('same objects'))).toBe(true)
})

test('asking for a STORK that is not there is stopped', () => {
  expect(chooseExecutor(facts(), 'stork').problems).toMatchObject([{ stops: true }])
})

test('the facts are read from the cluster as it is', async () => {
  const cluster = await openSimulatedCluster({ settle: macrotask })
  startCsi(cluster)
  const discovery = { version: async () => ({ gitVersion: 'v1.31.0' }), resources: async () => [...served] }
  const read = () => cluster.drive(readExecutorFacts({ cluster: cluster.ports.cluster, discovery }))
  expect(await read()).toMatchObject({
    stork: { is: 'absent' },
    snapshotDrivers: ['pxd.portworx.com'],
    volumeDrivers: ['pxd.portworx.com'],
  })
  cluster.load([storkPod])
  expect((await read()).stork).toEqual({ is: 'running', namespace: 'portworx' })
})

test('an account that may not list all pods looks in the usual namespaces', async () => {
  const cluster = await openSimulatedCluster({ settle: macrotask })
  cluster.load([storkPod])
  const discovery = { version: async () => ({ gitVersion: 'v1.31.0' }), resources: async () => served }
  const read = (limited: Cluster) => cluster.drive(readExecutorFacts({ cluster: limited, discovery }))
  expect((await read(limitedTo(cluster.ports.cluster, ['portworx']))).stork).toMatchObject({ is: 'running' })
  expect((await read(limitedTo(cluster.ports.cluster, []))).stork).toMatchObject({ is: 'unknown' })
})

/** Pods may be listed in these namespaces only. */
function limitedTo(cluster: Cluster, namespaces: readonly string[]): Cluster {
  return {
    ...cluster,
    get: (ref, signal) => cluster.get(ref, signal),
    list: async (query, signal) => {
      if (query.kind === 'Pod' && !namespaces.includes(query.namespace ?? ''))
        throw new PortError('forbidden', 'pods is forbidden: you may not list them')
      return cluster.list(query, signal)
    },
  }
}

const served = kinds(...own, ...csi).map(kind => ({
  ...kind,
  resource: '',
  namespaced: true,
  verbs: [],
  subresources: [],
  shortNames: [],
}))

const storkPod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stork-1', namespace: 'portworx', labels: { name: 'stork' } },
  spec: { containers: [{ name: 'stork', image: 'openstorage/stork:24.3' }] },
}
