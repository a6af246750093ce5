import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { beforeEach, expect, test } from 'vitest'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'

const simulators = memoryClusters()
const run = (line: string, stdin?: string) =>
  runCommand(line, { cwd: tourDirectory, simulators, ...(stdin === undefined ? {} : { stdin }) })

beforeEach(async () => {
  await run('sim down -y')
  await run('sim load --sim -f mysql.yaml')
  await run('apply --sim -f - -y', mysqlGroup)
})

/** What a crash at a bad moment, or somebody with kubectl, leaves behind. */
async function damage(
  work: (cluster: Awaited<ReturnType<typeof openSimulatedCluster>>) => Promise<void>,
): Promise<void> {
  const cluster = await openSimulatedCluster({ directory: simulators.directory('default'), settle: macrotask })
  await work(cluster)
  await cluster.save()
  await cluster.close()
}

test('a cluster in which everything has its owner has none', async () => {
  expect(await run('orphans --sim')).toEqual({ exit: 0, out: '', err: 'There are no orphans.\n' })
})

test('a snapshot in the storage that no object names is found and removed', async () => {
  await damage(async cluster => {
    const claim = cluster.plane.get({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'shop',
      name: 'mysql-data',
    })
    const volumeName = String(valueAt(claim, ['spec', 'volumeName']))
    const volume = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volumeName })
    const handle = String(valueAt(volume, ['spec', 'csi', 'volumeHandle']))
    await cluster.drive(cluster.ports.storage.snapshot({ key: 'by hand', volumes: [handle] }))
    await cluster.advance(5000)
  })
  const { out } = await run('orphans --sim')
  expect(out).toContain('that no VolumeSnapshotData names')
  expect(await run('orphans --clean -y --sim')).toMatchObject({ exit: 0, out: expect.stringContaining('removed') })
  expect((await run('orphans --sim')).err).toBe('There are no orphans.\n')
})

test('records without a snapshot, and snapshots without a record; the group still remembers the data behind it', async () => {
  await damage(async cluster => {
    const { items } = cluster.plane.list({
      apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
      kind: 'VolumeSnapshotData',
    })
    const [first, second] = items
    if (first === undefined || second === undefined) throw new Error('the group has two members')
    cluster.plane.delete({ apiVersion: first.apiVersion, kind: first.kind, name: first.metadata.name })
    cluster.plane.create({ ...second, metadata: { name: 'nobody-names-it' } })
  })
  const { out } = await run('orphans -o json --sim')
  const found = JSON.parse(out) as readonly { readonly name: string; readonly why: string }[]
  expect(found.map(({ why }) => why)).toEqual([
    'No VolumeSnapshot names it.',
    expect.stringContaining('is gone, so it cannot be restored'),
  ])
  expect(found[0]?.name).toBe('volumesnapshotdata/nobody-names-it')
})

test('--dry-run removes nothing', async () => {
  await damage(async cluster => {
    cluster.plane.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'drill-1-1', namespace: 'shop', labels: { 'pxsnap.io/drill': 'drill-1' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'px-csi-db',
        resources: { requests: { storage: '1Gi' } },
      },
    })
  })
  expect((await run('orphans --clean --dry-run --sim')).out).toContain('A drill made it')
  expect((await run('get pvc drill-1-1 -n shop --sim')).exit).toBe(0)
  await run('orphans --clean -y --sim')
  expect((await run('get pvc drill-1-1 -n shop --sim')).exit).toBe(4)
})
