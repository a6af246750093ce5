/** Commands on a cluster that they reach through a kubeconfig: a simulated one that is served, so nothing else is simulated. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCsi, startStork } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'

const manifests = (text: string): readonly KubeObject[] => parseAllDocuments(text).map(one => one.toJS() as KubeObject)
const mysql = manifests(readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8'))

const storkDeployment: KubeObject = {
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

const group = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata: { name: orders-flush, namespace: shop }
rules:
  - podSelector: { app: mysql }
    actions:
      - { type: command, value: "sync" }
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata: { name: nightly, namespace: shop }
spec:
  preExecRule: orders-flush
  pvcSelector: { matchLabels: { app: mysql } }
`

const csiClasses: readonly KubeObject[] = [
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotClass',
    metadata: { name: 'px-snapshots' },
    driver: 'pxd.portworx.com',
    deletionPolicy: 'Delete',
  },
]

describe('a cluster with STORK', () => {
  let served: ServedCluster
  let stop = () => {}
  const run = (line: string | readonly string[], stdin?: string) =>
    runCommand(line, { env: { KUBECONFIG: served.kubeconfig }, ...(stdin === undefined ? {} : { stdin }) })

  beforeAll(async () => {
    served = await openServedCluster({ secure: true, objects: [...mysql, storkDeployment] })
    const stork = startStork(served.cluster)
    stop = () => stork.stop()
  })
  afterAll(async () => {
    stop()
    await served.close()
  })

  test('get reads the cluster of the kubeconfig', async () => {
    const { exit, out, err } = await run('get pvc -n shop')
    expect(err).toBe('')
    expect(out).toContain('Bound')
    expect(exit).toBe(0)
  })

  test('a name that is not there is not found', async () => {
    expect(await run('get pvc nothing -n shop')).toMatchObject({ exit: 4, out: '' })
  })

  test('apply leaves the spec to STORK, says so, and follows it to its end', async () => {
    const { exit, out, err } = await run('apply -f - --yes --timeout 2m', group)
    expect(err).toContain('Carried out by STORK: STORK runs in the namespace kube-system.')
    expect(out + err).toContain('Successful')
    expect(exit).toBe(0)
  }, 120_000)

  test('a clone is left to STORK and followed, and a drill on it cleans up', async () => {
    await run('snapshot mysql-data -n shop --name alone -y --timeout 2m')
    const cloned = await run('clone vs/alone -n shop --as copy -y --timeout 2m')
    expect(cloned.err).toContain('Carried out by STORK')
    expect(cloned).toMatchObject({ exit: 0, out: expect.stringContaining('persistentvolumeclaim/copy Bound') })
    await run('apply -f - --yes --timeout 2m', group.replace('nightly', 'whole'))
    const drilled = await run('drill gvs/whole -n shop -y --timeout 2m')
    expect(drilled.err).not.toContain('Left behind')
    expect(drilled).toMatchObject({ exit: 0, out: expect.stringContaining('cloned in') })
    expect((await run('get pvc -n shop -o name')).out).not.toContain('drill')
  }, 120_000)

  test('a restore that STORK would try for ever is refused before anything is written', async () => {
    const { exit, err } = await run('restore vs/alone -n shop -y')
    expect(err).toContain('is not scheduled by stork')
    expect(err).toContain('--to PVC')
    expect(exit).toBe(1)
    expect((await run('get volumesnapshotrestores -n shop -o name')).out).toBe('')
  }, 60_000)
})

describe('a cluster with CSI snapshots and without STORK', () => {
  let served: ServedCluster
  const run = (line: string | readonly string[], stdin?: string) =>
    runCommand(line, { env: { KUBECONFIG: served.kubeconfig }, ...(stdin === undefined ? {} : { stdin }) })

  beforeAll(async () => {
    served = await openServedCluster({ secure: true, objects: [...mysql, ...csiClasses] })
    startCsi(served.cluster)
  })
  afterAll(() => served.close())

  test('plan says what would happen to the pods and volumes of that cluster', async () => {
    const { exit, out, err } = await run('plan -f -', mysqlGroup)
    expect(err).toBe('')
    expect(out).toContain('mysql-0')
    expect(out).toContain('mysql-data')
    expect(exit).toBe(0)
    const before = served.cluster.plane.list({ apiVersion: 'v1', kind: 'Secret' }).resourceVersion
    await run('plan -f - -o json', mysqlGroup)
    expect(served.cluster.plane.list({ apiVersion: 'v1', kind: 'Secret' }).resourceVersion).toBe(before)
  })

  test('simulate tries the specs in a copy of it, which it only reads', async () => {
    const { exit, out } = await run('simulate -f - --from-cluster --runs 2 -o json', mysqlGroup)
    expect(JSON.parse(out)).toMatchObject({ runs: 2, consistency: { application: 2 }, ok: true })
    expect(exit).toBe(0)
  })

  test('pxsnap carries out a 3DSnap by itself: it freezes, cuts and thaws', async () => {
    const { exit, out, err } = await run('apply -f - --yes --timeout 2m', mysqlGroup)
    expect(err).toContain('Carried out by pxsnap: No STORK runs here')
    expect(out).toContain('application-consistent')
    expect(exit).toBe(0)
  }, 60_000)
})
