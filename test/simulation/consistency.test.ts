/**
 * What a snapshot is worth, asked of the applications themselves: over seeds, through the whole simulated cluster, from
 * the object a user creates to the bytes that a restore would find.
 */

import type { Verdict } from '@pxsnap/core/cluster/simulated'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { beforeAll, describe, expect, test } from 'vitest'
import { cassandra, database, namespace, rule, volumeSnapshot } from '../support/shop.ts'
import { carryOut, group, load, membersOf, openShop } from './shop.ts'

type Verdicts = Verdict['verdict'][]

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)
const shop = (name: string) => ({ namespace, name })

/** How busy the database was, and at which moment the user came, differ from seed to seed. */
async function openBusyShop(seed: number, ...more: readonly KubeObject[]): Promise<SimulatedCluster> {
  const cluster = await openShop({ seed })
  load(cluster, ...more)
  await cluster.advance(1000 + ((seed * 7919) % 20_011))
  return cluster
}

describe('MySQL with its tables on one volume and its log on another', () => {
  const withRule: Verdicts = []
  const withoutRule: Verdicts = []
  const oneAfterTheOther: Verdicts = []
  const claimed: string[] = []
  beforeAll(async () => {
    for (const seed of seeds) {
      const cluster = await openBusyShop(seed)
      const plain = await carryOut(cluster, group('plain'))
      withoutRule.push(cluster.judgeSnapshots(...membersOf(cluster, 'plain')).verdict)
      await carryOut(cluster, volumeSnapshot('data-alone', 'mysql-data'))
      await carryOut(cluster, volumeSnapshot('log-alone', 'mysql-log'))
      oneAfterTheOther.push(cluster.judgeSnapshots(shop('data-alone'), shop('log-alone')).verdict)
      const locked = await carryOut(cluster, group('locked', { preExecRule: 'mysql-lock' }))
      withRule.push(cluster.judgeSnapshots(...membersOf(cluster, 'locked')).verdict)
      claimed.push(`${plain.evidence?.consistency} ${locked.evidence?.consistency}`)
      expect(cluster.pods.frozenPods()).toEqual([])
    }
  })

  test('a group without a rule is as if the power had been cut: MySQL always recovers, and nothing acknowledged is lost', () => {
    expect(withoutRule.filter(verdict => verdict !== 'recovers' && verdict !== 'clean')).toEqual([])
    // Otherwise the database was idle and the test would show nothing.
    expect(withoutRule.filter(verdict => verdict === 'recovers').length).toBeGreaterThan(seeds.length / 2)
  })

  test('separate snapshots of the two volumes are sometimes torn, and sometimes not', () => {
    const bad = oneAfterTheOther.filter(verdict => verdict === 'torn' || verdict === 'lost-writes')
    expect(bad.length).toBeGreaterThan(0)
    expect(bad.length).toBeLessThan(seeds.length)
  })

  test('a group with a rule is clean every time', () => {
    expect(new Set(withRule)).toEqual(new Set(['clean']))
  })

  test('and pxsnap says of each what it is', () => {
    expect(new Set(claimed)).toEqual(new Set(['crash application']))
  })
})

describe('databases on one volume', () => {
  test('MongoDB locked by rules is clean, without them it recovers, and it is unlocked afterwards', async () => {
    const verdicts: string[] = []
    for (const seed of seeds.slice(0, 10)) {
      const cluster = await openBusyShop(
        seed,
        ...database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' }),
        rule('lock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncLock())"' }),
        rule('unlock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncUnlock())"' }),
      )
      await carryOut(cluster, volumeSnapshot('plain', 'mongodb-data'))
      const annotations = { 'stork.rule/pre-snapshot': 'lock', 'stork.rule/post-snapshot': 'unlock' }
      await carryOut(cluster, volumeSnapshot('locked', 'mongodb-data', annotations))
      const verdict = (name: string) => cluster.judgeSnapshots(shop(name)).verdict
      verdicts.push(`${verdict('plain')} ${verdict('locked')}`)
      expect(cluster.pods.frozenPods()).toEqual([])
    }
    expect(new Set(verdicts)).toEqual(new Set(['recovers clean']))
  })

  test('Cassandra flushed by the old annotation loses nothing that it had acknowledged', async () => {
    for (const seed of seeds.slice(0, 10)) {
      const cluster = await openBusyShop(seed, ...cassandra())
      const outcome = await carryOut(
        cluster,
        volumeSnapshot('flushed', 'cassandra-data', { 'px/pre-snap-command': 'nodetool flush' }),
      )
      expect(outcome).toMatchObject({ result: 'successful', evidence: { commands: [{ pod: 'cassandra-0', exit: 0 }] } })
      expect(['clean', 'recovers']).toContain(cluster.judgeSnapshots(shop('flushed')).verdict)
    }
  })
})
