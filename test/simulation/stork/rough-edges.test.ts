/** STORK's windows and rough edges, one by one, as the reference derives them. */

import { type FreezeObserver, observeFreezes, type SimulatedCluster, startStork } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { hour, minute, policy, schedule, snapshotKind } from '../../support/schedules.ts'
import {
  groupVolumeSnapshot,
  mysqlLock,
  namespace,
  openShop,
  refOf,
  rule,
  volumeClaim,
  volumeSnapshot,
} from '../../support/shop.ts'
import { mysqlOnOneClaim, mysqlOnThreeClaims, rules } from './worlds.ts'

const never = new AbortController().signal
const group = (spec: Readonly<Record<string, unknown>> = {}) =>
  groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', ...spec })

function load(cluster: SimulatedCluster, ...objects: readonly KubeObject[]): void {
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
}

const lengths = (freezes: FreezeObserver) =>
  freezes.intervals().map(({ from, to }) => (to === undefined ? Number.POSITIVE_INFINITY : to - from))

const snapshotData = ({ plane }: SimulatedCluster) =>
  plane
    .list({ apiVersion: snapshotKind.apiVersion, kind: 'VolumeSnapshotData' })
    .items.map(({ metadata }) => metadata.name)

const sh = (cluster: SimulatedCluster, command: string) =>
  cluster.drive(cluster.ports.exec.run({ namespace, pod: 'mysql-0', argv: ['sh', '-c', command], timeoutMs: 5_000 }))

test('a background rule on a group of three volumes freezes the application for 20 to 30 s, whatever the seed', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const { cluster } = await openShop(seed, ...mysqlOnThreeClaims(), mysqlLock)
    const stork = startStork(cluster)
    const freezes = observeFreezes(cluster)
    load(cluster, group())
    const [outcome] = await cluster.drive(stork.runUntilSettled([refOf(group())], { giveUpAfterMs: minute }, never))
    await cluster.advance(10_000)
    expect(outcome).toMatchObject({ result: 'successful', settled: true })
    expect(new Set(outcome?.snapshotAt).size).toBe(1)
    const [frozen = 0, ...others] = lengths(freezes)
    expect(others).toEqual([])
    expect(frozen).toBeGreaterThan(20_000)
    expect(frozen).toBeLessThan(30_000)
  }
})

test('an executor pod comes and goes, and the script and the kill file stay in the container', async () => {
  const { cluster } = await openShop(1, ...mysqlOnOneClaim(), mysqlLock)
  const stork = startStork(cluster)
  load(cluster, group())
  const pods = () => cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system' }).items
  await cluster.advance(1_000)
  expect(pods().map(pod => valueAt(pod, ['status', 'phase']))).toEqual(['Pending'])
  await cluster.advance(20_000)
  expect(pods().map(pod => valueAt(pod, ['status', 'phase']))).toEqual(['Succeeded'])
  await cluster.drive(stork.runUntilSettled([refOf(group())], { giveUpAfterMs: minute }, never))
  expect(pods()).toEqual([])
  const { stdout } = await sh(cluster, 'ls /tmp')
  expect(stdout.split('\n').filter(name => /^(wait-.*\.sh|killme-.*|stork-cmd-done-.*)$/.test(name))).toEqual([
    expect.stringMatching(/^killme-/),
    expect.stringMatching(/^wait-/),
  ])
})

test('the release goes to the container of the last item, so a hold in another container is never released', async () => {
  const [hold] = itemsOf(mysqlLock)
  const two: KubeObject = {
    ...mysqlLock,
    rules: [{ ...hold }, { podSelector: { app: 'mysql' }, container: 'not-there', actions: [] }],
  }
  const { cluster } = await openShop(1, ...mysqlOnOneClaim(), two)
  const stork = startStork(cluster)
  const freezes = observeFreezes(cluster)
  load(cluster, group())
  const [outcome] = await cluster.drive(stork.runUntilSettled([refOf(group())], { giveUpAfterMs: minute }, never))
  await cluster.advance(hour)
  expect(outcome?.result).toBe('successful')
  expect(lengths(freezes)).toEqual([Number.POSITIVE_INFINITY])
  expect(stork.storyOf(refOf(group())).map(({ text }) => text)).toContainEqual(
    expect.stringContaining('cannot be released: container not-there is not valid'),
  )
})

test('somebody edits the group after its pre rule began: the write of the next stage conflicts, and the first hold stays for good', async () => {
  const { cluster } = await openShop(1, ...mysqlOnOneClaim(), mysqlLock)
  const edited = new Set<string>()
  const stork = startStork(cluster)
  const freezes = observeFreezes(cluster)
  load(cluster, group())
  // Between STORK's reading and its writing there are five milliseconds: the edit is made right then.
  cluster.observe(() => {
    const told = stork.storyOf(refOf(group())).some(({ text }) => text.startsWith('The pre rule is done'))
    if (!told || edited.has('done')) return
    edited.add('done')
    const found = cluster.plane.get(refOf(group()))
    if (found !== undefined)
      cluster.plane.update({ ...found, metadata: { ...found.metadata, labels: { edited: 'by-somebody' } } })
  })
  const [outcome] = await cluster.drive(stork.runUntilSettled([refOf(group())], { giveUpAfterMs: 5 * minute }, never))
  await cluster.advance(hour)
  expect(outcome?.result).toBe('successful')
  expect(lengths(freezes)).toEqual([Number.POSITIVE_INFINITY])
})

test('a STORK that starts releases what its predecessor held, and does not run the post rule', async () => {
  const post = rule('mark', { app: 'mysql' }, { value: 'touch /tmp/post-was-run' })
  const { cluster } = await openShop(1, ...mysqlOnOneClaim(), mysqlLock, post)
  const freezes = observeFreezes(cluster)
  const stork = startStork(cluster)
  load(cluster, group({ postExecRule: 'mark' }))
  await cluster.advance(20_000)
  expect(cluster.pods.frozenPods()).toHaveLength(1)
  stork.crash()
  await cluster.advance(hour)
  expect(cluster.pods.frozenPods()).toHaveLength(1)
  expect((await sh(cluster, 'test -f /tmp/post-was-run')).exit).toBe(1)
  stork.restart()
  await cluster.advance(3_000)
  expect(lengths(freezes)[0]).toBeGreaterThan(hour)
  expect(lengths(freezes)[0]).toBeLessThan(hour + 30_000)
  expect((await sh(cluster, 'test -f /tmp/post-was-run')).exit).toBe(1)
})

test('a snapshot in Error is left alone by a STORK that starts', async () => {
  const { cluster } = await openShop(1, ...mysqlOnOneClaim())
  const stork = startStork(cluster)
  const broken = volumeSnapshot('one', 'mysql-data', { [rules.pre]: 'made-later' })
  load(cluster, broken)
  await cluster.advance(10_000)
  load(cluster, rule('made-later', { app: 'mysql' }, { value: 'true' }))
  stork.restart()
  await cluster.advance(hour)
  expect(valueAt(cluster.plane.get(refOf(broken)), ['status', 'conditions', 0, 'type'])).toBe('Error')
})

test('deleting a Ready snapshot removes what is behind it; deleting one that is being made leaves an orphan', async () => {
  const { cluster } = await openShop(1, ...mysqlOnOneClaim())
  const stork = startStork(cluster)
  const ready = volumeSnapshot('ready', 'mysql-data')
  load(cluster, ready)
  await cluster.drive(stork.runUntilSettled([refOf(ready)], { giveUpAfterMs: minute }, never))
  expect(snapshotData(cluster)).toHaveLength(1)
  cluster.plane.delete(refOf(ready))
  await cluster.advance(5_000)
  expect(snapshotData(cluster)).toEqual([])
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])

  const early = volumeSnapshot('early', 'mysql-data')
  load(cluster, early)
  await cluster.advance(300)
  cluster.plane.delete(refOf(early))
  await cluster.advance(minute)
  expect(snapshotData(cluster)).toHaveLength(1)
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(1)
})

test('deleting a Final group removes its members, and what is behind them', async () => {
  const { cluster } = await openShop(1, ...mysqlOnThreeClaims())
  const stork = startStork(cluster)
  const plain = groupVolumeSnapshot('plain', { app: 'mysql' })
  load(cluster, plain)
  await cluster.drive(stork.runUntilSettled([refOf(plain)], { giveUpAfterMs: minute }, never))
  expect(snapshotData(cluster)).toHaveLength(3)
  cluster.plane.delete(refOf(plain))
  await cluster.advance(10_000)
  expect(cluster.plane.get(refOf(plain))).toBeUndefined()
  expect(snapshotData(cluster)).toEqual([])
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
})

test('a schedule keeps as many usable snapshots as its policy says, each a little later than the last', async () => {
  const often = policy('often', { interval: { intervalMinutes: 15, retain: 3 } })
  const { cluster } = await openShop(1, volumeClaim('mysql-data', {}), often)
  startStork(cluster)
  load(cluster, schedule('mysql', 'often'))
  await cluster.advance(1.6 * hour)
  const names = cluster.plane.list({ ...snapshotKind, namespace }).items.map(({ metadata }) => metadata.name)
  expect(names).toHaveLength(3)
  const seconds = names.map(name => Number(name.slice(-2)))
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
  expect(new Set(seconds).size).toBe(3)
})

function itemsOf({ rules: items }: KubeObject): readonly object[] {
  return Array.isArray(items) ? items : []
}
