/** Runs in whole simulated clusters: any faults at any place, with the promises checked on the truth, and every check proven. */

import { runUntilSettled } from '@pxsnap/core/engine'
import {
  type Fault,
  observeFreezes,
  type PreparedWorld,
  type PromiseName,
  parseFault,
  prepareWorld,
  runTrial,
  shrinkTrial,
  simulate,
  spellFault,
  storyOf,
  type TrialCase,
  type Truth,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, groupVolumeSnapshot, mysql, mysqlLock, refOf } from '../support/shop.ts'
import { openShop } from './shop.ts'

const mongodb: readonly KubeObject[] = database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' })
const held = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', maxRetries: 3 })

let world: PreparedWorld
beforeAll(async () => {
  world = await prepareWorld({ seed: 1, settle: macrotask }, [...mysql(), ...mongodb])
})

const caseOf = (specs: readonly KubeObject[], changes: Partial<TrialCase> = {}): TrialCase => ({
  world: world.world,
  specs,
  refs: specs.filter(({ kind }) => kind !== 'Rule').map(refOf),
  executor: 'pxsnap',
  faults: [],
  seed: 1,
  ...changes,
})
const holding = (changes: Partial<TrialCase> = {}) => caseOf([mysqlLock, held], changes)
const run = (trial: TrialCase) => runTrial(trial, macrotask)
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Error(read.problem)
    return read.fault
  })

describe('a run is a function of its seed', () => {
  test('twice the same, byte for byte, and another seed gives another', async () => {
    const texts = faults('exec-hang', 'crash', 'pod-kill', 'clock-jump:20s')
    const first = JSON.stringify(await run(holding({ seed: 7, faults: texts })))
    expect(JSON.stringify(await run(holding({ seed: 7, faults: texts })))).toBe(first)
    expect(JSON.stringify(await run(holding({ seed: 8, faults: texts })))).not.toBe(first)
  })

  test('the faults with the places that were drawn give the same run', async () => {
    const drawn = await run(holding({ seed: 3, faults: faults('exec-drop', 'api-timeout') }))
    const placed = await run(holding({ seed: 3, faults: faults(...drawn.faults.map(spellFault)) }))
    expect({ ...placed, strokes: [] }).toEqual({ ...drawn, strokes: [] })
  })

  test('the world that is copied stays as it is', async () => {
    const before = JSON.stringify(world.cluster.copy().document)
    await run(holding({ faults: faults('pod-kill@3', 'node-lost@9') }))
    expect(JSON.stringify(world.cluster.copy().document)).toBe(before)
  })
})

/** Each check finds the mistake it is for when the truth is bent that way. */
describe('the checks catch what they are for', () => {
  const planted: readonly (readonly [PromiseName, (truth: Truth) => Truth])[] = [
    [
      'every freeze ends within its budget',
      truth => ({ ...truth, frozen: truth.frozen.map(({ to: _, ...freeze }) => freeze) }),
    ],
    [
      'successful means quiesced at the instant',
      truth => ({
        ...truth,
        frozen: truth.frozen.map(shifted),
        copies: truth.copies.map(copy => ({ ...copy, consistency: 'crash' })),
      }),
    ],
    [
      'a retry quiesces again',
      truth => ({ ...truth, tasks: [...truth.tasks, ...truth.tasks.map(task => ({ ...task, at: truth.end }))] }),
    ],
    ['all members or none', truth => ({ ...truth, stored: truth.stored + 1 })],
    ['the run ends', truth => ({ ...truth, carried: truth.carried.map(one => ({ ...one, result: 'waiting' })) })],
    [
      'a clone has the bytes of its snapshot',
      truth => ({ ...truth, cloneMatches: truth.cloneMatches.map(() => false) }),
    ],
  ]
  const shifted = (freeze: Truth['frozen'][number]) => ({ ...freeze, to: freeze.from })

  test.each(planted)('%s', async (promise, bend) => {
    expect((await run(holding({ bend }))).broken.map(one => one.promise)).toContain(promise)
    expect((await run(holding())).broken).toEqual([])
  })

  test('STORK breaks them for real: it stays frozen while the storage fails, and after a restart it neither quiesces again nor tidies up', async () => {
    const failing = await run(holding({ executor: 'stork', faults: faults('storage-error:5m') }))
    expect(failing.broken.map(({ promise }) => promise)).toEqual(['every freeze ends within its budget'])
    const restarted = await run(holding({ executor: 'stork', faults: faults('storage-slow:1m', 'crash@35s') }))
    expect(restarted.carried).toMatchObject([{ result: 'successful' }])
    expect(restarted.broken.map(({ promise }) => promise)).toEqual([
      'successful means quiesced at the instant',
      'all members or none',
    ])
  })
})

describe('an uploaded copy', () => {
  const uploaded = { preExecRule: 'mysql-lock', maxRetries: 2, options: { 'portworx/snapshot-type': 'cloud' } }
  const weekly = groupVolumeSnapshot('weekly', { app: 'mysql' }, uploaded)
  const uploading = (...texts: readonly string[]) => run(caseOf([mysqlLock, weekly], { faults: faults(...texts) }))

  test('is fetched from the object store and judged by the application', async () => {
    const { consistency, copies, broken } = await uploading()
    expect(broken).toEqual([])
    expect(consistency).toBe('application')
    expect(copies.map(({ text }) => text)).toEqual([expect.stringContaining('MySQL opens it as it is')])
  })

  test('is what was frozen, although the object store fails and damages for a while; the freeze ends before', async () => {
    const { carried, strokes, longestFreezeMs, broken } = await uploading('s3-unavailable:1m@400ms', 's3-damage@70s')
    expect(strokes.map(({ fault }) => fault.name)).toContain('s3-unavailable')
    expect(carried).toMatchObject([{ result: 'successful' }])
    expect(broken).toEqual([])
    expect(longestFreezeMs).toBeLessThan(2_000)
  })
})

describe('a broken run becomes a short story', () => {
  test('with the one fault that matters, shorter and earlier, and without the other application', async () => {
    const promise = 'every freeze ends within its budget'
    const begin = holding({ executor: 'stork', faults: faults('storage-error:2m', 'api-conflict', 'pod-kill@90s') })
    const trial = await run(begin)
    const small = await shrinkTrial({ trial, case: begin }, promise, {
      workloads: world.workloads,
      settle: macrotask,
      most: 12,
    })
    expect(small.trial.faults.map(({ name }) => name)).toEqual(['storage-error'])
    expect(small.trial.faults[0]?.forMs).toBeLessThan(120_000)
    expect(small.case.without?.map(({ name }) => name)).toContain('mongodb')
    const story = storyOf(small.trial, promise)
    expect(story.length).toBeLessThan(25)
    expect(story.at(-1)).toMatch(/^Broken: every freeze ends within its budget/)
  })

  test('and the report names the runs, the faults and the frozen time', async () => {
    const { world: copied, workloads } = world
    const request = { ...holding({ executor: 'stork', faults: faults('storage-error:1m30s') }), world: copied }
    const report = await simulate(
      { ...request, runs: 2, seed: 1, workloads, settle: macrotask },
      new AbortController().signal,
    )
    expect(report).toMatchObject({ runs: 2, ok: false, faults: [{ fault: 'storage-error:1m30s', struck: 2 }] })
    expect(report.broken.map(({ runs }) => runs)).toEqual([2])
  })
})

describe('frozen time is what the application knows', () => {
  test('it begins and ends with the lock, whatever the executor writes down', async () => {
    const cluster = await openShop()
    const freezes = observeFreezes(cluster)
    const spec = groupVolumeSnapshot('now', { app: 'mysql' }, { preExecRule: 'mysql-lock' })
    cluster.load([spec])
    const signal = new AbortController().signal
    const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(spec)] }, signal))
    const [seen, ...more] = freezes.intervals()
    expect(more).toEqual([])
    const claimed = outcome?.evidence?.frozen[0]
    // What the engine saw lies inside of what is true.
    expect(seen?.from).toBeLessThanOrEqual(Date.parse(claimed?.from ?? ''))
    expect(seen?.to).toBeGreaterThanOrEqual(Date.parse(outcome?.evidence?.snapshotAt ?? ''))
  })
})

describe('the language of faults', () => {
  test.each(['storage-error:5m', 'exec-hang', 'crash@12', 'node-lost:1m30s@250ms', 'clock-jump:-30s', 'api-500@3'])(
    '%s is read and spelled again',
    text => {
      const read = parseFault(text)
      expect('fault' in read && spellFault(read.fault)).toBe(text)
    },
  )

  test.each([
    ['storage-eror', 'Did you mean "storage-error"?'],
    ['', 'The faults are: api-conflict'],
    ['crash:5m', 'strikes once'],
    ['storage-error:', 'no time after the colon'],
    ['storage-error:-5m', 'no time after the colon'],
    ['exec-hang@', 'no place after @'],
    ['exec-hang@0', 'no place after @'],
  ])('"%s" says what is wrong with it', (text, message) => {
    const read = parseFault(text)
    expect('problem' in read && read.problem).toContain(message)
  })
})
