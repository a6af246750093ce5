/** The engine at work on the simulated cluster: real scripts, real application models, and processes that die. */

import { type Evidence, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import {
  cassandra,
  cloneOf,
  database,
  groupVolumeSnapshot,
  mysql,
  mysqlLock,
  namespace,
  openShop,
  refOf,
  rule,
  volumeSnapshot,
} from '../support/shop.ts'
import { dyingPorts } from './dying-ports.ts'

const mongodb = () => database('mongodb', 'mongo:7.0', { 'mongo-data': '/data/db' })
const lock = rule('lock', { app: 'mongodb' }, { value: "mongosh --quiet --eval 'db.fsyncLock()'" })
const unlock = rule('unlock', { app: 'mongodb' }, { value: "mongosh --quiet --eval 'db.fsyncUnlock()'" })
const lockedSnapshot = volumeSnapshot('nightly', 'mongo-data', {
  'stork.libopenstorage.org/pre-snapshot-rule': 'lock',
  'stork.libopenstorage.org/post-snapshot-rule': 'unlock',
})
const heldGroup = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', maxRetries: 2 })

type Story = { readonly name: string; readonly world: readonly KubeObject[]; readonly spec: KubeObject }

const stories: readonly Story[] = [
  { name: 'a group held by a background rule', world: [...mysql(), mysqlLock], spec: heldGroup },
  { name: 'a snapshot between lock and unlock', world: [...mongodb(), lock, unlock], spec: lockedSnapshot },
  { name: 'a group without a rule', world: mysql(), spec: groupVolumeSnapshot('nightly', { app: 'mysql' }) },
]

describe('wherever the process dies, the next one brings it to a good end', () => {
  for (const story of stories) {
    test(story.name, { timeout: 300_000 }, async () => {
      const calls = await callsOf(story)
      expect(calls).toBeGreaterThan(15)
      for (let at = 1; at <= calls; at += stride(at)) {
        for (const when of ['before', 'after'] as const) {
          const cluster = await begin(story)
          const death = dyingPorts(cluster.ports, at, when)
          const run = runUntilSettled(death.ports, { only: [refOf(story.spec)] }, neverAborted())
          await cluster.drive(Promise.race([run, death.dead]))
          await cluster.advance(at % 3 === 0 ? 100_000 : 200)
          const outcome = await finish(cluster, story)
          const where = `call ${at}, ${when}`
          expect({ where, result: outcome?.result, because: outcome?.reason?.message }).toEqual({
            where,
            result: 'successful',
            because: undefined,
          })
          await cluster.advance(90_000)
          expect({ where, frozen: cluster.pods.frozenPods() }).toEqual({ where, frozen: [] })
          const stored = await cluster.drive(cluster.ports.storage.listSnapshots())
          expect({ where, copies: stored.length }).toEqual({
            where,
            copies: story.spec.kind === 'VolumeSnapshot' ? 1 : 2,
          })
        }
      }
    })
  }
})

describe('the user stops the run', () => {
  test.each(stories.slice(0, 2))('while it is frozen: $name is thawed first, and that is written down', async story => {
    const cluster = await begin(story)
    const stop = new AbortController()
    const run = runUntilSettled(
      cluster.ports,
      {
        only: [refOf(story.spec)],
        report: event => {
          if (event.what === 'stage' && event.step === 'Cutting') stop.abort()
        },
      },
      stop.signal,
    )
    const [outcome] = await cluster.drive(run)
    expect(outcome?.result).toBe('stopped')
    expect(cluster.pods.frozenPods()).toEqual([])
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toEqual([])
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(story.spec)))
    expect(JSON.stringify(stored)).toContain('The run was stopped')
    const frozen = outcome?.evidence?.frozen ?? []
    expect(frozen.length).toBeGreaterThan(0)
    for (const { to } of frozen) expect(to).toBeDefined()
  })

  test('before anything was done: it waits for the next run', async () => {
    const cluster = await begin(story(2))
    const stop = new AbortController()
    stop.abort()
    const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(story(2).spec)] }, stop.signal))
    expect(outcome?.result).toBe('stopped')
    expect((await finish(cluster, story(2)))?.result).toBe('successful')
  })
})

describe('evidence', () => {
  test('the snapshot instant lies inside what was frozen, and nothing was frozen long', async () => {
    const cluster = await begin(story(0))
    const evidence = (await finish(cluster, story(0)))?.evidence
    expect(evidence?.consistency).toBe('application')
    expect(evidence?.frozen).toHaveLength(1)
    const [frozen] = evidence?.frozen ?? []
    expect(frozen?.from !== undefined && frozen.from <= (evidence?.snapshotAt ?? '')).toBe(true)
    expect(frozen?.to !== undefined && frozen.to >= (evidence?.snapshotAt ?? '')).toBe(true)
    const storageMs = timesOf(evidence, 'snapshot')
    expect(storageMs).toHaveLength(1)
    expect(frozen?.ms).toBeLessThan(1_500)
    expect(evidence?.commands.map(({ when, exit }) => [when, exit])).toEqual([['pre', 0]])
  })

  test('a hold that ends too early is tried again, and in the end the copy is kept as crash-consistent', async () => {
    const brief = rule('brief', { app: 'mysql' }, { background: true, value: briefLock })
    const cluster = await begin({ ...story(0), world: [...mysql(), brief] })
    cluster.load([groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'brief', maxRetries: 1 })])
    const outcome = await finish(cluster, story(0))
    expect(outcome?.result).toBe('downgraded')
    expect(outcome?.reason?.code).toBe('lock-lost')
    expect(outcome?.evidence).toMatchObject({ consistency: 'crash', attempts: 2 })
    const stored = await cluster.drive(cluster.ports.cluster.get(refOf(story(0).spec)))
    expect(stored?.status).toMatchObject({ stage: 'Final', status: 'PartialSuccess', numRetries: 1 })
  })
})

describe('deletion', () => {
  test('a group takes its members, their data and the storage along', async () => {
    const cluster = await begin(story(0))
    await finish(cluster, story(0))
    const ref = refOf(story(0).spec)
    await cluster.drive(cluster.ports.cluster.delete(ref))
    expect((await finish(cluster, story(0)))?.result).toBe('deleted')
    expect(await left(cluster)).toEqual([])
  })

  test('a group that is deleted while it is frozen is thawed, and leaves nothing', async () => {
    const cluster = await begin(story(0))
    const ref = refOf(story(0).spec)
    const run = runUntilSettled(
      cluster.ports,
      {
        only: [ref],
        report: event => {
          if (event.what === 'stage' && event.step === 'Freezing') cluster.plane.delete(ref)
        },
      },
      neverAborted(),
    )
    const [outcome] = await cluster.drive(run)
    expect(outcome?.result).toBe('deleted')
    expect(cluster.pods.frozenPods()).toEqual([])
    expect(await left(cluster)).toEqual([])
  })

  test('one member of a group can go alone, with its snapshot', async () => {
    const cluster = await begin(story(0))
    await finish(cluster, story(0))
    const members = await cluster.drive(
      cluster.ports.cluster.list({ apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }),
    )
    const [first] = members.items
    expect(first).toBeDefined()
    if (first === undefined) return
    await cluster.drive(cluster.ports.cluster.delete(refOf(first)))
    const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(first)] }, neverAborted()))
    expect(outcome?.result).toBe('deleted')
    expect(await cluster.drive(cluster.ports.storage.listSnapshots())).toHaveLength(1)
  })

  test('a clone takes its volume along', async () => {
    const cluster = await begin(story(2))
    await finish(cluster, story(2))
    const [snapshot] = (
      await cluster.drive(
        cluster.ports.cluster.list({ apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }),
      )
    ).items
    const clone = cloneOf('copy', snapshot?.metadata.name ?? '')
    cluster.load([clone])
    const ref = refOf(clone)
    const [made] = await cluster.drive(runUntilSettled(cluster.ports, { only: [ref] }, neverAborted()))
    expect(made?.result).toBe('successful')
    expect(cluster.hasBytesOf({ namespace, name: 'copy' }, { namespace, name: snapshot?.metadata.name ?? '' })).toBe(
      true,
    )
    await cluster.drive(cluster.ports.cluster.delete(ref))
    const [gone] = await cluster.drive(runUntilSettled(cluster.ports, { only: [ref] }, neverAborted()))
    expect(gone?.result).toBe('deleted')
    const volumes = await cluster.drive(cluster.ports.cluster.list({ apiVersion: 'v1', kind: 'PersistentVolume' }))
    expect(volumes.items.filter(({ metadata }) => metadata.name.includes(gone?.ref.name ?? ''))).toEqual([])
  })
})

describe('what somebody else carries out', () => {
  test('a snapshot that STORK has begun is left in peace', async () => {
    const { cluster, apply } = await openShop(1, ...cassandra())
    const theirs = {
      ...volumeSnapshot('s', 'cassandra-data'),
      status: { conditions: [{ type: 'Pending', status: 'True' }] },
    }
    expect(await apply(theirs)).toMatchObject([{ result: 'waiting' }])
    const all = await cluster.drive(runUntilSettled(cluster.ports, {}, neverAborted()))
    expect(all).toEqual([])
    expect((await cluster.drive(cluster.ports.cluster.get(refOf(theirs))))?.metadata.finalizers ?? []).toEqual([])
  })
})

describe('what stops a run before anything is frozen', () => {
  test.each([
    ['a claim that does not exist', volumeSnapshot('s', 'nothing'), 'claim-missing'],
    [
      'a rule that does not exist',
      groupVolumeSnapshot('s', { app: 'cassandra' }, { preExecRule: 'no' }),
      'rule-missing',
    ],
    ['a selector that matches no claim', groupVolumeSnapshot('s', { app: 'none' }), 'no-claims'],
    [
      'a rule that matches no pod',
      groupVolumeSnapshot('s', { app: 'cassandra' }, { preExecRule: 'far' }),
      'rule-matches-nothing',
    ],
    [
      'an unknown type of snapshot',
      volumeSnapshot('s', 'cassandra-data', { 'portworx/snapshot-type': 'tape' }),
      'unsupported',
    ],
  ])('%s', async (_, spec, code) => {
    const { cluster, apply } = await openShop(1, ...cassandra())
    const [outcome] = await apply(rule('far', { app: 'elsewhere' }, { value: 'true' }), spec)
    expect(outcome).toMatchObject({ result: 'failed', reason: { code } })
    expect(cluster.pods.journal()).toEqual([])
  })
})

const waitCommand = '$' + '{WAIT_CMD}'
/** The lock ends after a moment, whatever pxsnap wants. */
const briefLock = `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock; system timeout 0.2 sh ${waitCommand};'`

function story(index: number): Story {
  const found = stories[index]
  if (found === undefined) throw new Error('There is no such story.')
  return found
}

async function begin({ world, spec }: Story): Promise<SimulatedCluster> {
  const { cluster } = await openShop(3, ...world)
  cluster.load([spec])
  return cluster
}

async function callsOf(one: Story): Promise<number> {
  const cluster = await begin(one)
  const counted = dyingPorts(cluster.ports, Number.POSITIVE_INFINITY, 'before')
  await cluster.drive(runUntilSettled(counted.ports, { only: [refOf(one.spec)] }, neverAborted()))
  return counted.calls()
}

/** Every place at first, where most happens; then every other. */
function stride(at: number): number {
  return at < 20 ? 1 : 2
}

async function finish(cluster: SimulatedCluster, { spec }: Story): Promise<Outcome | undefined> {
  const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(spec)] }, neverAborted()))
  return outcome
}

async function left(cluster: SimulatedCluster): Promise<readonly string[]> {
  const apiVersion = 'volumesnapshot.external-storage.k8s.io/v1'
  const snapshots = await cluster.drive(cluster.ports.cluster.list({ apiVersion, kind: 'VolumeSnapshot' }))
  const data = await cluster.drive(cluster.ports.cluster.list({ apiVersion, kind: 'VolumeSnapshotData' }))
  const stored = await cluster.drive(cluster.ports.storage.listSnapshots())
  return [
    ...snapshots.items.map(({ metadata }) => metadata.name),
    ...data.items.map(({ metadata }) => metadata.name),
    ...stored.map(({ handle }) => handle),
  ]
}

function timesOf(evidence: Evidence | undefined, what: string): readonly string[] {
  return (evidence?.events ?? []).filter(event => event.what === what).map(({ at }) => at)
}

function neverAborted(): AbortSignal {
  return new AbortController().signal
}
