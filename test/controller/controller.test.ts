/** The controller in a cluster: what is written is carried out, once, by whoever leads; ending is thawing. */

import type { KubeObject } from '@pxsnap/core/specs'
import { entry, valueAt } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { groupVolumeSnapshot, namespace, volumeSnapshot } from '../support/shop.ts'
import { csiPorts, listed, shopWithCsi, started } from './world.ts'

const storkVersion = 'stork.libopenstorage.org/v1alpha1'
const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
const held = (name: string) => groupVolumeSnapshot(name, { app: 'mysql' }, { preExecRule: 'mysql-lock' })
const clone = (name: string, snapshot: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
  spec: {
    storageClassName: 'stork-snapshot-sc',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '4Gi' } },
  },
})

test('what is written is carried out, and so are clones and deletions of it', async () => {
  const cluster = await shopWithCsi()
  const controller = started('a', csiPorts(cluster))
  await cluster.advance(3_000)
  expect([controller.alive().ok, controller.ready()]).toEqual([true, { ok: true, said: 'Every kind is followed.' }])
  cluster.load([held('nightly')])
  await cluster.advance(20_000)
  const [group] = listed(cluster, storkVersion, 'GroupVolumeSnapshot')
  expect(entry(group?.status, 'status')).toBe('Successful')
  const [member] = listed(cluster, snapshotVersion, 'VolumeSnapshot')
  cluster.load([clone('copy', member?.metadata.name ?? '')])
  await cluster.advance(20_000)
  const ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'copy' }
  expect(valueAt(cluster.plane.get(ref), ['status', 'phase'])).toBe('Bound')
  cluster.plane.delete({ apiVersion: storkVersion, kind: 'GroupVolumeSnapshot', namespace, name: 'nightly' })
  await cluster.advance(20_000)
  expect(listed(cluster, storkVersion, 'GroupVolumeSnapshot')).toEqual([])
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
  const metrics = controller.metrics()
  expect(metrics).toContain('pxsnap_leader 1\n')
  expect(metrics).toContain('pxsnap_runs_total{kind="GroupVolumeSnapshot",result="successful"} 1\n')
  expect(metrics).toMatch(/pxsnap_freezes_total [1-9]/)
})

test('what was there before it began is taken on, and what is finished is left alone', async () => {
  const cluster = await shopWithCsi()
  cluster.load([volumeSnapshot('one', 'mysql-data')])
  const first = started('a', csiPorts(cluster))
  await cluster.advance(20_000)
  first.stop()
  await cluster.drive(first.ended)
  const before = listed(cluster, snapshotVersion, 'VolumeSnapshot')[0]?.metadata.resourceVersion
  const second = started('b', csiPorts(cluster))
  await cluster.advance(120_000)
  expect(listed(cluster, snapshotVersion, 'VolumeSnapshot')[0]?.metadata.resourceVersion).toBe(before)
  expect(second.lines).toEqual(['b leads.'])
})

test('ending in the middle of a freeze thaws, says so on the object, and lets another lead', async () => {
  const cluster = await shopWithCsi()
  const [a, b] = [started('a', csiPorts(cluster)), started('b', csiPorts(cluster))]
  await cluster.advance(5_000)
  cluster.load([held('nightly')])
  let isFrozen = false
  for (let turn = 0; turn < 400 && !isFrozen; turn++) {
    await cluster.advance(5)
    isFrozen = cluster.pods.frozenPods().length > 0
  }
  expect(isFrozen).toBe(true)
  const leader = a.lines.includes('a leads.') ? a : b
  leader.stop()
  await cluster.drive(leader.ended)
  expect(cluster.pods.frozenPods()).toEqual([])
  expect(leader.lines.some(line => line.includes('nightly stopped'))).toBe(true)
  await cluster.advance(10_000)
  expect((leader === a ? b : a).alive().said).toBe('It leads.')
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
})

test('a process that dies in the middle of a freeze is followed by one that thaws and tries again', async () => {
  const cluster = await shopWithCsi(2)
  const dying = new AbortController()
  const ports = csiPorts(cluster)
  const gone = () => new Promise<never>(() => undefined)
  const mortal = {
    ...ports,
    exec: {
      run: (...asked: Parameters<typeof ports.exec.run>) => (dying.signal.aborted ? gone() : ports.exec.run(...asked)),
    },
    cluster: {
      get: (...asked: Parameters<typeof ports.cluster.get>) =>
        dying.signal.aborted ? gone() : ports.cluster.get(...asked),
      list: (...asked: Parameters<typeof ports.cluster.list>) =>
        dying.signal.aborted ? gone() : ports.cluster.list(...asked),
      create: (...asked: Parameters<typeof ports.cluster.create>) =>
        dying.signal.aborted ? gone() : ports.cluster.create(...asked),
      update: (...asked: Parameters<typeof ports.cluster.update>) =>
        dying.signal.aborted ? gone() : ports.cluster.update(...asked),
      delete: (...asked: Parameters<typeof ports.cluster.delete>) =>
        dying.signal.aborted ? gone() : ports.cluster.delete(...asked),
      watch: (...asked: Parameters<typeof ports.cluster.watch>) => ports.cluster.watch(...asked),
    },
  }
  const first = started('a', mortal)
  await cluster.advance(5_000)
  const second = started('b', ports)
  cluster.load([held('nightly')])
  for (let turn = 0; turn < 400 && cluster.pods.frozenPods().length === 0; turn++) await cluster.advance(5)
  expect(cluster.pods.frozenPods()).not.toEqual([])
  dying.abort()
  await cluster.advance(180_000)
  expect(first.lines).toEqual(['a leads.'])
  expect(second.lines).toContain('GroupVolumeSnapshot shop/nightly successful')
  expect(cluster.pods.frozenPods()).toEqual([])
})

test('schedules run slot by slot, and their runs are carried out once each', async () => {
  const cluster = await shopWithCsi()
  const policy = {
    apiVersion: storkVersion,
    kind: 'SchedulePolicy',
    metadata: { name: 'often' },
    policy: { interval: { intervalMinutes: 15, retain: 2 } },
  }
  const schedule = {
    apiVersion: storkVersion,
    kind: 'VolumeSnapshotSchedule',
    metadata: { name: 'mysql', namespace },
    spec: {
      schedulePolicyName: 'often',
      template: { spec: { persistentVolumeClaimName: 'mysql-data' } },
    },
  }
  cluster.load([policy, schedule])
  const controller = started('a', csiPorts(cluster))
  await cluster.advance(70 * 60_000)
  const runs = listed(cluster, snapshotVersion, 'VolumeSnapshot')
  expect(runs).toHaveLength(2)
  expect(await cluster.drive(csiPorts(cluster).storage.listSnapshots())).toHaveLength(2)
  controller.stop()
  await cluster.drive(controller.ended)
})

test('a kind that may not be watched is named where readiness is asked for', async () => {
  const cluster = await shopWithCsi()
  const ports = csiPorts(cluster)
  const { PortError } = await import('@pxsnap/core/ports')
  const limited = {
    ...ports.cluster,
    get: ports.cluster.get,
    list: (...asked: Parameters<typeof ports.cluster.list>) =>
      asked[0].kind === 'Migration'
        ? Promise.reject(new PortError('forbidden', 'migrations is forbidden: you may not list them'))
        : ports.cluster.list(...asked),
  }
  const controller = started('a', { ...ports, cluster: limited })
  await cluster.advance(5_000)
  expect(controller.ready()).toEqual({ ok: false, said: 'Migration: migrations is forbidden: you may not list them' })
})
