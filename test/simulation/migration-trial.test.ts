/** Migrations between two whole simulated clusters: under faults, by both executors, with every check proven by a mistake. */

import {
  drawFaults,
  type Fault,
  openSimulatedCluster,
  type PreparedWorld,
  type PromiseName,
  parseFault,
  prepareWorld,
  runTrial,
  spellFault,
  type TrialCase,
  type Truth,
  type WorldCopy,
} from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { cassandra, mysql, mysqlLock, refOf } from '../support/shop.ts'
import { migration, pair } from '../support/two-clusters.ts'

const move = migration('move', { startApplications: true })
const copy = migration('copy', { preExecRule: 'mysql-lock' })

let world: PreparedWorld
let staging: WorldCopy
beforeAll(async () => {
  world = await prepareWorld({ seed: 1, settle: macrotask }, [...mysql(), mysqlLock, pair()])
  staging = (await openSimulatedCluster({ seed: 11, settle: macrotask })).copy()
})

const run = (of = move, changes: Partial<TrialCase> = {}) =>
  runTrial(
    {
      world: world.world,
      others: { staging },
      specs: [of],
      refs: [refOf(of)],
      executor: 'pxsnap',
      faults: [],
      seed: 1,
      ...changes,
    },
    macrotask,
  )
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Error(read.problem)
    return read.fault
  })

describe('a migration', () => {
  test('that moves an application starts it on exactly what it had left', async () => {
    const { carried, broken, consistency, copies, awayMs } = await run()
    expect({ carried, broken, consistency }).toMatchObject({
      carried: [{ result: 'successful' }],
      broken: [],
      consistency: 'application',
    })
    expect(copies.map(({ text }) => text)).toEqual(['The application found there what it had left here.'])
    expect(awayMs).toBeGreaterThan(0)
    expect(awayMs).toBeLessThan(120_000)
  })
  test('that copies is judged by the application on what arrived, and nobody is stopped', async () => {
    const { carried, broken, consistency, copies, awayMs } = await run(copy)
    expect({ carried, broken, consistency, awayMs }).toMatchObject({
      carried: [{ result: 'successful' }],
      broken: [],
      consistency: 'application',
      awayMs: 0,
    })
    expect(copies.map(({ text }) => text)).toEqual([expect.stringContaining('MySQL')])
  })
  test('with a rule for one of two applications promises that one, and judges both', async () => {
    const two = await prepareWorld({ seed: 1, settle: macrotask, copyOf: world.world }, cassandra())
    for (const seed of [5, 6, 7]) {
      const { broken, copies } = await run(copy, { world: two.world, seed })
      expect({ seed, broken }).toEqual({ seed, broken: [] })
      expect(copies.map(({ writer }) => writer?.pod).toSorted()).toEqual(['cassandra-0', 'mysql-0'])
    }
  })
  test('changes neither of the clusters that it was tried on', async () => {
    const before = JSON.stringify([world.world.document, staging.document])
    await run()
    expect(JSON.stringify([world.world.document, staging.document])).toBe(before)
  })
  test.each([
    ['crash@10'],
    ['crash@40', 'storage-error:10m'],
    ['api-down:30s@5s'],
    ['pod-kill@2s', 'api-conflict'],
    ['storage-slow:2m', 'crash@25'],
    ['clock-jump:2h@3s'],
  ])('keeps every promise with %s', async (...texts) => {
    for (const seed of [2, 3]) expect((await run(move, { faults: faults(...texts), seed })).broken).toEqual([])
    expect((await run(copy, { faults: faults(...texts), seed: 4 })).broken).toEqual([])
  })
  test('keeps every promise whatever goes wrong here', { timeout: 30_000 }, async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { broken, faults: struck } = await run(move, { seed, faults: drawFaults(seed) })
      expect({ seed, faults: struck.map(spellFault), broken }).toMatchObject({ broken: [] })
    }
  })
  test('by STORK starts the application there while it still writes here', async () => {
    const { broken } = await run(move, { executor: 'stork' })
    expect(broken.map(({ promise }) => promise)).toContain('at most one side of a migration is active')
  })
})

describe('the checks catch what they are for', () => {
  const one = 'at most one side of a migration is active'
  const lost = 'a migration loses nothing'
  const changed =
    (change: Partial<Truth['migrations'][number]>) =>
    (truth: Truth): Truth => ({ ...truth, migrations: truth.migrations.map(each => ({ ...each, ...change })) })
  const planted: readonly (readonly [string, PromiseName, typeof move, (truth: Truth) => Truth])[] = [
    ['both write for a moment', one, move, truth => changed({ bothSince: truth.end })(truth)],
    [
      'successful, and nobody stood still',
      'successful means quiesced at the instant',
      copy,
      truth => ({
        ...truth,
        frozen: [],
        journal: [],
        copies: truth.copies.map(each => ({ ...each, consistency: 'crash' })),
      }),
    ],
    ['a copy is started', one, copy, changed({ activeThere: true })],
    ['the last writes did not arrive', lost, move, changed({ found: ['same', 'other'] })],
    ['successful, and nobody runs there', lost, move, changed({ activeThere: false })],
    [
      'failed, and nobody runs at all',
      lost,
      move,
      changed({ result: 'failed', activeHere: false, activeThere: false }),
    ],
    ['a volume here is gone', lost, copy, changed({ lostHere: ['mysql-data'] })],
    ['a copy stops its source', lost, copy, changed({ activeHere: false })],
  ]
  test.each(planted)('%s', async (_, promise, of, bend) => {
    expect((await run(of, { bend })).broken.map(found => found.promise)).toEqual([promise])
  })
})
