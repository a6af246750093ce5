import { valueAt } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { mysql, mysqlLock, namespace, refOf } from '../support/shop.ts'
import { migration, openTwoClusters, pair } from '../support/two-clusters.ts'

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
    there.ports.exec.run({ namespace, pod: 'mysql-0', argv: ['sh', '-c', 'mysqladmin -uroot -ponly-for-tests ping'], timeoutMs: 5000 }),
  )
  expect(said).toMatchObject({ exit: 0 })
})
