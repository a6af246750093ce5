/**
 * The promises, through the whole simulated cluster with its real scripts: the process dies after any commit, or the API
 * server misbehaves, and the run is carried to its end.
 */

import { fraction } from '@pxsnap/core/base'
import type { ClusterFault, ClusterFaults } from '@pxsnap/core/cluster/simulated'
import { type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { database, namespace, refOf, rule, volumeSnapshot } from '../support/shop.ts'
import { memoryDirectory } from './memory-directory.ts'
import { group, load, membersOf, openShop } from './shop.ts'

const mongodb = [
  ...database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' }),
  rule('lock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncLock())"' }),
  rule('unlock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncUnlock())"' }),
]

type Scenario = {
  readonly name: string
  readonly snapshot: KubeObject
  readonly needs: readonly KubeObject[]
  readonly members: (cluster: SimulatedCluster) => readonly { readonly namespace: string; readonly name: string }[]
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a group that holds a lock',
    snapshot: group('nightly', { preExecRule: 'mysql-lock' }),
    needs: [],
    members: cluster => membersOf(cluster, 'nightly'),
  },
  {
    name: 'a snapshot between a rule that locks and a rule that unlocks',
    snapshot: volumeSnapshot('nightly', 'mongodb-data', {
      'stork.libopenstorage.org/pre-snapshot-rule': 'lock',
      'stork.libopenstorage.org/post-snapshot-rule': 'unlock',
    }),
    needs: mongodb,
    members: () => [{ namespace, name: 'nightly' }],
  },
]

async function settle(cluster: SimulatedCluster, { snapshot }: Scenario): Promise<Outcome | undefined> {
  const options = { only: [refOf(snapshot)] }
  const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, options, new AbortController().signal))
  return outcome
}

/** What must hold at the end, however it came to it. */
async function expectPromises(cluster: SimulatedCluster, scenario: Scenario, outcome: Outcome | undefined) {
  expect(['successful', 'downgraded', 'failed', 'stopped']).toContain(outcome?.result)
  // A command that was lost on the way may still run out its own time limit.
  if (cluster.pods.frozenPods().length > 0) await cluster.advance(180_000)
  expect(cluster.pods.frozenPods()).toEqual([])
  const taken = outcome?.result === 'successful' || outcome?.result === 'downgraded'
  const expected = taken ? (scenario.snapshot.kind === 'GroupVolumeSnapshot' ? 2 : 1) : 0
  expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(expected)
  if (!taken) return
  const { verdict } = cluster.judgeSnapshots(...scenario.members(cluster))
  expect(verdict).toMatch(outcome?.evidence?.consistency === 'application' ? /^clean$/ : /^(clean|recovers)$/)
}

test.each(scenarios)('$name survives the death of the process after every commit', async scenario => {
  let deaths = 0
  for (const seed of [1, 2, 3]) {
    const directory = memoryDirectory()
    const cluster = await openShop({ directory, seed })
    load(cluster, ...scenario.needs)
    await cluster.advance(3000 + seed * 977)
    load(cluster, scenario.snapshot)
    await cluster.save()
    const first = directory.documents.length - 1
    await expectPromises(cluster, scenario, await settle(cluster, scenario))
    for (let commit = first; commit < directory.documents.length; commit += 1) {
      const again = await openSimulatedCluster({ settle: macrotask, directory: directory.asOf(commit) })
      await expectPromises(again, scenario, await settle(again, scenario))
      deaths += 1
    }
  }
  expect(deaths).toBeGreaterThan(12)
})

const kinds: readonly ClusterFault[] = [
  { do: 'conflict' },
  { do: 'timeout' },
  { do: 'lose-response' },
  { do: 'unreachable' },
  { do: 'slow', ms: 3000 },
]

/** One call in eight goes wrong, for the first hundred; then the API server is well again. */
function faultsOf(seed: number): ClusterFaults {
  let calls = 0
  return () => {
    calls += 1
    if (calls > 100 || fraction(seed, calls, 1) > 1 / 8) return undefined
    return kinds[Math.floor(fraction(seed, calls, 2) * kinds.length)]
  }
}

test.each(scenarios)('$name survives an API server that loses calls, answers late and refuses', async scenario => {
  const results = new Set<string | undefined>()
  for (let seed = 1; seed <= 25; seed += 1) {
    const cluster = await openShop({ seed, faults: { cluster: faultsOf(seed) } })
    load(cluster, ...scenario.needs)
    await cluster.advance(3000)
    load(cluster, scenario.snapshot)
    let outcome = await settle(cluster, scenario)
    // A later command goes on where this one gave up.
    while (outcome?.result === 'unreachable') outcome = await settle(cluster, scenario)
    results.add(outcome?.result)
    await expectPromises(cluster, scenario, outcome)
  }
  expect(results).toContain('successful')
})
