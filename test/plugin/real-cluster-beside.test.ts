/** `--executor pxsnap` on a cluster where STORK runs: we freeze, STORK does nothing but cut. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startStork } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'

const mysql = parseAllDocuments(readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8')).map(
  one => one.toJS() as KubeObject,
)
const stork: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'stork', namespace: 'kube-system', labels: { name: 'stork' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { name: 'stork' } },
    template: {
      metadata: { labels: { name: 'stork' } },
      spec: { containers: [{ name: 'stork', image: 'openstorage/stork:24.3.0' }] },
    },
  },
}

let served: ServedCluster
let stop = () => {}
const run = (line: string, stdin?: string) =>
  runCommand(line, { env: { KUBECONFIG: served.kubeconfig }, ...(stdin === undefined ? {} : { stdin }) })
const groupVersion = 'stork.libopenstorage.org/v1alpha1'
const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
const stored = (apiVersion: string, kind: string) => served.cluster.plane.list({ apiVersion, kind }).items
const names = (objects: readonly KubeObject[]) => objects.map(({ metadata }) => metadata.name)

beforeAll(async () => {
  served = await openServedCluster({ objects: [...mysql, stork] })
  const running = startStork(served.cluster)
  stop = () => running.stop()
})
afterAll(async () => {
  stop()
  await served.close()
})

test('a 3DSnap is frozen by us, cut by STORK, and application-consistent', async () => {
  const { exit, out, err } = await run('apply -f - --yes --executor pxsnap --timeout 2m', mysqlGroup)
  expect(err).toContain('Carried out by pxsnap: pxsnap was asked for. STORK, which runs in the namespace kube-system')
  expect(out).toContain('application-consistent')
  expect(exit).toBe(0)
  // STORK saw nothing but the cut: a group of its own, without rules.
  const groups = stored(groupVersion, 'GroupVolumeSnapshot')
  expect(names(groups)).toEqual([expect.stringMatching(/^pxsnap-/)])
  expect(groups[0]?.spec).not.toHaveProperty('preExecRule')
}, 60_000)

test('commands that read find it among those of STORK', async () => {
  const shown = await run('get groupvolumesnapshots -n shop')
  expect(shown.out).toContain('orders-before-upgrade')
  expect((await run('get gvs orders-before-upgrade -n shop -o name')).out).toContain('orders-before-upgrade')
  expect((await run('describe gvs orders-before-upgrade -n shop')).out).toContain('application')
  expect((await run('status -n shop')).exit).toBe(0)
  expect((await run('timeline gvs orders-before-upgrade -n shop')).out).toContain('mysql-0')
  expect((await run('history mysql-data -n shop')).out).toContain('orders-before-upgrade')
  expect((await run('wait gvs orders-before-upgrade --for usable -n shop --timeout 10s')).exit).toBe(0)
}, 60_000)

test('the same name cannot be taken by both', async () => {
  await served.cluster.plane.create({
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: { name: 'taken', namespace: 'shop' },
    spec: { persistentVolumeClaimName: 'mysql-data' },
  })
  const { exit, err } = await run('snapshot mysql-data --name taken --yes --executor pxsnap -n shop')
  expect(err).toContain('STORK has a VolumeSnapshot "taken" already')
  expect(exit).toBe(1)
}, 60_000)

test('a clone of what we took is made by us, unasked', async () => {
  const { exit, out, err } = await run('clone gvs/orders-before-upgrade -n shop --yes --timeout 2m')
  expect(err).toContain('Carried out by pxsnap')
  expect(out).toContain('mysql-data-clone')
  expect(exit).toBe(0)
}, 60_000)

test('kinds that only STORK can carry out are refused before anything is written', async () => {
  const policy = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotSchedule
metadata: { name: nightly, namespace: shop }
spec:
  schedulePolicyName: default-daily-policy
  template: { spec: { persistentVolumeClaimName: mysql-data } }
`
  const { exit, err } = await run('apply -f - --yes --executor pxsnap', policy)
  expect(err).toContain('STORK runs in this cluster and would carry out the VolumeSnapshotSchedule itself')
  expect(exit).toBe(1)
  expect(stored(groupVersion, 'VolumeSnapshotSchedule')).toEqual([])
  const controller = await run('controller --for 1s --listen none')
  expect(controller.err).toContain('STORK runs here, and would carry out the same objects')
  expect(controller.exit).toBe(1)
}, 60_000)

test('an interrupt thaws first', async () => {
  const stopper = new AbortController()
  const going = runCommand('apply -f - --yes --executor pxsnap', {
    env: { KUBECONFIG: served.kubeconfig },
    stdin: mysqlGroup.replaceAll('orders-before-upgrade', 'interrupted'),
    signal: stopper.signal,
    onPrint: text => {
      if (text.includes('Taking the snapshot')) stopper.abort(new Error('interrupted'))
    },
  })
  const { exit, err } = await going
  expect(err).toContain('Whatever is frozen is thawed first')
  expect(exit).toBe(130)
  expect((await run('thaw --yes')).err).toContain('Nothing is frozen')
}, 60_000)

test('a deletion takes what STORK keeps of it along', async () => {
  const { exit, out } = await run('delete gvs orders-before-upgrade -n shop --yes --timeout 2m')
  expect(out).toContain('orders-before-upgrade')
  expect(exit).toBe(0)
  expect((await run('get gvs orders-before-upgrade -n shop')).exit).toBe(4)
  const left = stored(groupVersion, 'GroupVolumeSnapshot').filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  )
  expect(names(left)).toEqual([])
}, 60_000)
