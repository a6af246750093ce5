/**
 * Where the two pages and the software differ. Each test says what really happens.
 *
 * | the page | what is true | test |
 * | --- | --- | --- |
 * | STORK runs the commands of px/pre-snap-command | it never read the annotation | 1, 2 |
 * | the commands run in pods that use the claim | where a rule has a podSelector, its labels alone decide | 3 |
 * | pvcSelector matches all claims with the label | those of its own namespace, when they are bound | 4, 5 |
 * | group snapshots are a type of VolumeSnapshot | they are a kind of their own; the old form is repaired | 6 |
 * | all I/O of a group is quiesced | by the storage, for one instant; the application hears nothing of it | 7 |
 * | migration takes Jobs along | STORK only those it is asked for; our simulated clusters serve no Jobs | none |
 */

import { fixAll } from '@pxsnap/core/language'
import { type SimulatedCluster, startStork } from '@pxsnap/core/simulation'
import { isMap, type KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import {
  cassandra,
  groupVolumeSnapshot,
  mongodb,
  mysql,
  namespace,
  openShop,
  refOf,
  rule,
  volumeClaim,
  volumeSnapshot,
} from '../support/shop.ts'
import { load } from '../support/two-clusters.ts'

const flushed = { 'px/pre-snap-command': 'nodetool flush' }

describe('STORK and the command annotations', () => {
  test('STORK takes the snapshot, says Ready, and runs nothing', async () => {
    const { cluster } = await openShop(41, ...cassandra())
    const snapshot = volumeSnapshot('before-upgrade', 'cassandra-data', { 'px/pre-snap-command': 'exit 1' })
    load(cluster, [snapshot])
    const [outcome] = await byStork(cluster, snapshot)
    expect(outcome?.result).toBe('successful')
    expect(outcome?.story.map(({ text }) => text).join('\n')).not.toMatch(/exit 1|nodetool/)
  })

  test('so a Cassandra that was to be flushed is cut with memory unwritten; ours is flushed', async () => {
    const { cluster, apply } = await openShop(42, ...cassandra())
    const stork = volumeSnapshot('by-stork', 'cassandra-data', flushed)
    load(cluster, [stork])
    await byStork(cluster, stork)
    const [ours] = await apply(volumeSnapshot('by-pxsnap', 'cassandra-data', flushed))
    expect(cluster.judgeSnapshots({ namespace, name: 'by-stork' }).verdict).toBe('recovers')
    expect(cluster.judgeSnapshots({ namespace, name: 'by-pxsnap' }).verdict).toBe('clean')
    expect(ours?.evidence?.consistency).toBe('application')
  })
})

describe('whom a rule and a group reach', () => {
  test('an item with a podSelector runs in every pod with the labels, whether it uses the claim or not', async () => {
    const { apply } = await openShop(43, ...cassandra(), ...mongodb())
    const elsewhere = rule('elsewhere', { app: 'mongodb' }, { value: 'true' })
    const [outcome] = await apply(
      elsewhere,
      volumeSnapshot('one', 'cassandra-data', { 'stork.libopenstorage.org/pre-snapshot-rule': 'elsewhere' }),
    )
    expect(outcome?.evidence?.commands.map(({ pod }) => pod)).toEqual(['mongodb-0'])
  })

  test('a pvcSelector meets the claims of its own namespace only', async () => {
    const { cluster, apply } = await openShop(44, ...mysql())
    const { metadata, ...claim } = volumeClaim('mysql-data', { app: 'mysql' })
    load(cluster, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } },
      { ...claim, metadata: { ...metadata, namespace: 'other' } },
    ])
    await cluster.advance(2_000)
    await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }))
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(2)
  })

  test('a claim with the label that has no volume yet is no reason to take less than was asked for', async () => {
    const { cluster, apply } = await openShop(45, ...mysql())
    const { spec, ...claim } = volumeClaim('mysql-spare', { app: 'mysql' })
    load(cluster, [{ ...claim, spec: { ...(isMap(spec) ? spec : {}), storageClassName: 'nobody-has-it' } }])
    const [outcome] = await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }))
    expect(outcome?.result).not.toBe('successful')
    expect(outcome?.reason?.message).toContain('mysql-spare')
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
  })

  test('the groups of that time, VolumeSnapshots with selectors in annotations, become GroupVolumeSnapshots', async () => {
    const text = `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: all-of-mysql
  namespace: ${namespace}
  annotations:
    portworx.selector/app: mysql
spec:
  persistentVolumeClaimName: mysql-data
`
    const { text: repaired } = fixAll('group.yaml', text, { executor: 'stork', completeKinds: [] })
    const objects = parseAllDocuments(repaired).map((document): KubeObject => document.toJS())
    const { cluster, apply } = await openShop(46, ...mysql())
    const [outcome] = await apply(...objects)
    const taken = await cluster.drive(cluster.ports.storage.listSnapshots())
    expect(outcome?.result).toBe('successful')
    expect(taken).toHaveLength(2)
    expect(taken[0]?.at).toBe(taken[1]?.at)
  })

  test('a group without a rule is cut at one instant while the application writes on: crash-consistent', async () => {
    const { apply } = await openShop(47, ...mysql())
    const [outcome] = await apply(groupVolumeSnapshot('nightly', { app: 'mysql' }))
    expect(outcome?.evidence).toMatchObject({ consistency: 'crash', frozen: [] })
  })
})

async function byStork(cluster: SimulatedCluster, object: KubeObject) {
  const stork = startStork(cluster)
  const follow = stork.runUntilSettled([refOf(object)], { giveUpAfterMs: 120_000 }, new AbortController().signal)
  const outcomes = await cluster.drive(follow)
  stork.stop()
  return outcomes
}
