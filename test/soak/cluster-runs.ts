/** What the soak does in whole clusters: the ways to quiesce that there are, each under faults drawn from the seed. */

import {
  drawFaults,
  openSimulatedCluster,
  type PreparedWorld,
  prepareWorld,
  runTrial,
  shrinkTrial,
  spellFault,
  storyOf,
  type TrialCase,
  type WorldCopy,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { policy, schedule } from '../support/schedules.ts'
import {
  cassandra,
  cloneOf,
  database,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  refOf,
  rule,
  volumeSnapshot,
} from '../support/shop.ts'
import { migration, pair } from '../support/two-clusters.ts'

export type ClusterRun = {
  readonly name: string
  run(seed: number): Promise<{ readonly found?: string; readonly story: readonly string[] }>
}

const preRule = 'stork.libopenstorage.org/pre-snapshot-rule'
const postRule = 'stork.libopenstorage.org/post-snapshot-rule'

const kinds: readonly { readonly name: string; readonly specs: readonly KubeObject[] }[] = [
  {
    name: 'a group with a lock that is held',
    specs: [mysqlLock, groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', maxRetries: 3 })],
  },
  {
    name: 'a snapshot between a rule that locks and one that unlocks',
    specs: [
      rule('lock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncLock())"' }),
      rule('unlock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncUnlock())"' }),
      volumeSnapshot('catalogue', 'mongodb-data', { [preRule]: 'lock', [postRule]: 'unlock' }),
    ],
  },
  {
    name: 'a group with a lock, uploaded',
    specs: [
      mysqlLock,
      groupVolumeSnapshot(
        'weekly',
        { app: 'mysql' },
        { preExecRule: 'mysql-lock', maxRetries: 2, options: { 'portworx/snapshot-type': 'cloud' } },
      ),
    ],
  },
  {
    name: 'a snapshot after a flush, and its clone',
    specs: [
      rule('flush', { app: 'cassandra' }, { value: 'nodetool flush' }),
      volumeSnapshot('views', 'cassandra-data', { [preRule]: 'flush' }),
      cloneOf('views-copy', 'views'),
    ],
  },
  {
    name: 'half a day of a schedule with a lock',
    specs: [mysqlLock, schedule('often', 'hours', { preExecRule: 'mysql-lock' })],
  },
  {
    name: 'half a day of a schedule of uploads',
    specs: [schedule('away', 'hours', {}, { 'portworx/snapshot-type': 'cloud' })],
  },
  { name: 'a move to another cluster', specs: [migration('move', { namespaces: ['shop'], startApplications: true })] },
  { name: 'a copy in another cluster', specs: [mysqlLock, migration('copy', { preExecRule: 'mysql-lock' })] },
]

export async function clusterRuns(): Promise<readonly ClusterRun[]> {
  const mongodb = database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' })
  const hours = policy('hours', { interval: { intervalMinutes: 120, retain: 3 } })
  const world = await prepareWorld({ seed: 1, settle: macrotask }, [
    ...mysql(),
    ...mongodb,
    ...cassandra(),
    pair(),
    hours,
  ])
  const staging = (await openSimulatedCluster({ seed: 11, settle: macrotask })).copy()
  return kinds.map(({ name, specs }) => ({ name, run: seed => attempt({ world, staging }, specs, seed) }))
}

type Worlds = { readonly world: PreparedWorld; readonly staging: WorldCopy }

async function attempt({ world: { world, workloads }, staging }: Worlds, specs: readonly KubeObject[], seed: number) {
  const refs = specs.filter(({ kind }) => kind !== 'Rule').map(refOf)
  const where = { world, others: { staging }, scheduleMs: 12 * 3_600_000 }
  const of: TrialCase = { ...where, specs, refs, executor: 'pxsnap', faults: drawFaults(seed), seed }
  const trial = await runTrial(of, macrotask)
  const [first] = trial.broken
  if (first === undefined) return { story: [] }
  const small = await shrinkTrial({ trial, case: of }, first.promise, { workloads, settle: macrotask })
  const faults = small.trial.faults.map(spellFault).join(', ') || 'no faults'
  return { found: `${first.promise} (seed ${seed}, ${faults})`, story: storyOf(small.trial, first.promise) }
}
