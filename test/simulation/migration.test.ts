import type { ClusterFaults } from '@pxsnap/core/cluster/simulated'
import { type EngineEvent, runUntilSettled } from '@pxsnap/core/engine'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { mysql, mysqlLock, namespace, refOf } from '../support/shop.ts'
import { load, migration, openTwoClusters, pair } from '../support/two-clusters.ts'

const workload = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'mysql' }

test('a pair is ready when the other cluster and its storage have answered', async () => {
  const { here, carryOut } = await openTwoClusters([])
  expect(await carryOut(pair())).toMatchObject({ result: 'successful' })
  expect(here.plane.get(refOf(pair()))?.status).toEqual({
    schedulerStatus: 'Ready',
    storageStatus: 'Ready',
    remoteStorageId: 'staging',
  })
})

test('a copy leaves the source running and the destination stopped, with the data and the number of replicas there', async () => {
  const { here, there, apply } = await openTwoClusters([...mysql(), mysqlLock])
  const copy = migration('copy', { preExecRule: 'mysql-lock' })
  const [outcome] = await apply(copy)
  expect(outcome).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
  expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(1)
  expect(valueAt(there.plane.get(workload), ['spec', 'replicas'])).toBe(0)
  expect(there.plane.get(workload)?.metadata.annotations).toMatchObject({
    'stork.libopenstorage.org/migrationReplicas': '1',
    'stork.libopenstorage.org/migrated': 'true',
  })
  expect(there.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items).toEqual([])
  expect(here.plane.get(refOf(copy))?.status).toMatchObject({ stage: 'Final', status: 'Successful' })
})

test('a move runs there with every write that was acknowledged here, and stands still here', async () => {
  const { here, there, apply } = await openTwoClusters(mysql())
  const [outcome] = await apply(migration('move', { startApplications: true }))
  expect(outcome).toMatchObject({ result: 'successful' })
  expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(0)
  expect(valueAt(there.plane.get(workload), ['spec', 'replicas'])).toBe(1)
  await here.advance(2_000)
  expect(there.now).toBe(here.now)
  const said = await here.drive(
    there.ports.exec.run({
      namespace,
      pod: 'mysql-0',
      argv: ['sh', '-c', 'mysqladmin -uroot -ponly-for-tests ping'],
      timeoutMs: 5000,
    }),
  )
  expect(said).toMatchObject({ exit: 0 })
})

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'mysql', namespace },
  spec: { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'], selector: { app: 'mysql' }, ports: [{ port: 3306 }] },
}
const headless: KubeObject = { ...service, metadata: { name: 'mysql-pods', namespace }, spec: { clusterIP: 'None' } }
const config: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'my-cnf', namespace },
  data: { a: 'b' },
}
const left: KubeObject = {
  ...config,
  metadata: { name: 'left', namespace, annotations: { 'stork.libopenstorage.org/skip-resource': 'true' } },
}

test('objects arrive changed only where they must be', async () => {
  const { here, there, apply } = await openTwoClusters([...mysql(), service, headless, config, left])
  await apply(migration('copy'))
  const at = (kind: string, name: string) => there.plane.get({ apiVersion: 'v1', kind, namespace, name })
  expect(at('Service', 'mysql')?.spec).toEqual({ selector: { app: 'mysql' }, ports: [{ port: 3306 }] })
  expect(valueAt(at('Service', 'mysql-pods'), ['spec', 'clusterIP'])).toBe('None')
  expect(at('ConfigMap', 'my-cnf')).toMatchObject({ data: { a: 'b' } })
  expect(at('ConfigMap', 'left')).toBeUndefined()
  const claim = at('PersistentVolumeClaim', 'mysql-data')
  expect(claim?.status).toMatchObject({ phase: 'Bound' })
  const name = String(valueAt(claim, ['spec', 'volumeName']))
  const ref = { apiVersion: 'v1', kind: 'PersistentVolume', name }
  const [ours, theirs] = [here.plane.get(ref), there.plane.get(ref)]
  expect(valueAt(theirs, ['spec', 'csi', 'volumeHandle'])).toBe(name)
  expect(valueAt(theirs, ['spec', 'claimRef', 'uid'])).toBe(claim?.metadata.uid)
  expect(valueAt(theirs, ['spec', 'persistentVolumeReclaimPolicy'])).toBe(
    valueAt(ours, ['spec', 'persistentVolumeReclaimPolicy']),
  )
  expect(claim?.metadata.annotations).toMatchObject({
    'stork.libopenstorage.org/migrated': 'true',
    'stork.libopenstorage.org/migrationName': 'copy',
  })
})

test('the second pass of a move copies only what was written during the first', async () => {
  const { carryOut, here } = await openTwoClusters(mysql())
  const bytes: number[] = []
  const object = migration('move', { startApplications: true })
  here.load([object])
  await carryOut(object, ({ step, what, progress }) => {
    if (step === 'send-volume' && what === 'progress' && progress !== undefined) bytes.push(progress.totalBytes)
  })
  expect(Math.min(...bytes)).toBeLessThan(Math.max(...bytes) / 2)
})

test('a copy that breaks off is sent again', async () => {
  const { here, apply } = await openTwoClusters(mysql())
  here.storage.sender.failNext('The line went dead.')
  expect(await apply(migration('copy'))).toMatchObject([{ result: 'successful' }])
})

test('with a pair that leads nowhere nothing is frozen, and the migration fails at once', async () => {
  const { here, apply } = await openTwoClusters([...mysql(), mysqlLock, pair('lost', 'nowhere')])
  const began = here.now
  const [outcome] = await apply(migration('copy', { clusterPair: 'lost', preExecRule: 'mysql-lock' }))
  expect(outcome).toMatchObject({
    result: 'failed',
    reason: { code: 'pair-missing' },
    evidence: { attempts: 0, frozen: [] },
  })
  expect(here.now - began).toBeLessThan(1_000)
})

test('a tenant cannot migrate the namespace of another, and an administrator can migrate both as of one instant', async () => {
  const other = mysql().map(object => ({ ...object, metadata: { ...object.metadata, namespace: 'warehouse' } }))
  const admin = { ...pair(), metadata: { name: 'to-staging', namespace: 'kube-system' } }
  const { there, apply } = await openTwoClusters([...mysql(), ...other, admin])
  const spec = { namespaces: [namespace, 'warehouse'], startApplications: true }
  expect(await apply(migration('tenant', spec))).toMatchObject([
    { result: 'failed', reason: { code: 'namespace-refused' } },
  ])
  const both = migration('both', spec)
  const [outcome] = await apply({ ...both, metadata: { ...both.metadata, namespace: 'kube-system' } })
  expect(outcome).toMatchObject({ result: 'successful' })
  for (const where of [namespace, 'warehouse'])
    expect(valueAt(there.plane.get({ ...workload, namespace: where }), ['spec', 'replicas'])).toBe(1)
})

test('rules without volumes are refused: nobody would thaw', async () => {
  const { apply } = await openTwoClusters([...mysql(), mysqlLock])
  const [outcome] = await apply(migration('no-data', { includeVolumes: false, preExecRule: 'mysql-lock' }))
  expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'no-claims' } })
})

test('a destination that is active already is left alone', async () => {
  const { here, there, apply } = await openTwoClusters(mysql())
  load(there, mysql())
  await there.advance(1_000)
  const [outcome] = await apply(migration('move', { startApplications: true }))
  expect(outcome).toMatchObject({ result: 'failed', reason: { code: 'destination-active' } })
  expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(1)
})

test('when the other cluster refuses an object of a move, the source runs again and nothing is left there', async () => {
  const faults: ClusterFaults = ({ verb, kind }) =>
    verb === 'create' && kind === 'StatefulSet' ? { do: 'forbid' } : undefined
  const { here, there, apply } = await openTwoClusters(mysql(), { there: { faults: { cluster: faults } } })
  const [outcome] = await apply(migration('move', { startApplications: true }))
  expect(outcome).toMatchObject({ result: 'failed' })
  expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(1)
  expect(here.plane.get(workload)?.metadata.annotations).not.toHaveProperty(
    'stork.libopenstorage.org/migrationReplicas',
  )
  for (const kind of ['PersistentVolume', 'PersistentVolumeClaim', 'Secret'])
    expect(there.plane.list({ apiVersion: 'v1', kind }).items).toEqual([])
  expect(await here.drive(here.ports.storage.listSnapshots())).toEqual([])
})

test('a migration that is deleted on the way starts the source again and leaves nothing there', async () => {
  const { here, there } = await openTwoClusters(mysql())
  const object = migration('move', { startApplications: true })
  load(here, [object])
  const report = ({ what, step }: EngineEvent) => {
    if (what === 'stage' && step === 'Applying') here.plane.delete(refOf(object))
  }
  const run = { only: [refOf(object)], report }
  const [outcome] = await here.drive(runUntilSettled(here.ports, run, new AbortController().signal))
  expect(outcome).toMatchObject({ result: 'deleted' })
  expect(here.plane.get(refOf(object))).toBeUndefined()
  expect(valueAt(here.plane.get(workload), ['spec', 'replicas'])).toBe(1)
  expect(there.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }).items).toEqual([])
})

test('a user who wants both sides to run says so, and gets both', async () => {
  const { here, there, apply } = await openTwoClusters(mysql())
  const object = migration('test', { startApplications: true }, { 'pxsnap.io/keep-source-active': 'true' })
  expect(await apply(object)).toMatchObject([{ result: 'successful' }])
  expect([here, there].map(cluster => valueAt(cluster.plane.get(workload), ['spec', 'replicas']))).toEqual([1, 1])
})
