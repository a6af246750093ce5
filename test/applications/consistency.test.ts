/** What copies of busy databases are worth, over many seeds, layouts and moments. */

import { expect, test } from 'vitest'
import { applicationNamed, judgeCopy } from '../../core/cluster/simulated/applications/index.ts'
import type { AnyWorld } from './databases.ts'
import { type Database, databases, mongodb, mysql, worldOf } from './databases.ts'
import { rowsAfter, storedRows } from './stored-rows.ts'
import type { Copies } from './world.ts'

const layouts = ['together', 'apart'] as const
const moment = (seed: number): number => 1500 + ((seed * 7919) % 9000)

for (const database of databases) {
  const { title: name } = database

  test(`a group snapshot of a busy ${name} without a rule is crash-consistent, on one volume or two`, async () => {
    for (const layout of layouts)
      for (let seed = 0; seed < 30; seed++) {
        const world = worldOf(database, layout, seed)
        world.advance(moment(seed))
        const copies = await world.snapshot('group')
        const verdict = await world.judge(copies)
        const ledger = world.application.ledger(world.state, copies.at)
        const writes = Number(verdict.facts.writes)
        expect(['clean', 'recovers'], `${layout} seed ${seed}: ${verdict.text}`).toContain(verdict.verdict)
        expect(writes, `${layout} seed ${seed}`).toBeLessThanOrEqual(ledger?.acknowledged ?? 0)
        if (database.loses === undefined) expect(writes, `${layout} seed ${seed}`).toBe(ledger?.acknowledged)
        else expect(writes, `${layout} seed ${seed}`).toBeGreaterThanOrEqual(ledger?.promised ?? 0)
        await expectRows(world, copies, writes)
      }
  })

  test(`a group snapshot of a quiesced ${name} is clean, on one volume or two`, async () => {
    for (const layout of layouts)
      for (let seed = 0; seed < 20; seed++) {
        const world = worldOf(database, layout, seed)
        world.advance(moment(seed))
        const thaw = database.quiesce(world)
        const copies = await world.snapshot('group')
        thaw()
        world.advance(500)
        const verdict = await world.judge(copies)
        expect(verdict.verdict, `${layout} seed ${seed}: ${verdict.text}`).toBe('clean')
        await expectRows(world, copies, world.application.ledger(world.state, copies.at)?.acknowledged ?? 0)
      }
  })

  test(`a ${name} that starts on a clone recovers, goes on writing, and leaves the original alone`, async () => {
    for (const layout of layouts)
      for (let seed = 0; seed < 10; seed++) {
        const world = worldOf(database, layout, seed)
        world.advance(moment(seed))
        const copies = await world.snapshot('group')
        const volumes = await world.clone(copies)
        const state = world.application.start(volumes, world.now, 99)
        const before = world.application.ledger(state, world.now)?.acknowledged ?? 0
        world.application.advance(state, volumes, world.now, (world.now + 3000) as typeof world.now)
        world.advance(3000)
        const ledger = world.application.ledger(state, world.now)
        expect(ledger?.acknowledged).toBeGreaterThan(before)
        expect(['clean', 'recovers']).toContain(judgeCopy(world.application, volumes, ledger).verdict)
        const original = world.application.ledger(world.state, world.now)
        expect(['clean', 'recovers']).toContain(judgeCopy(world.application, world.volumes, original).verdict)
      }
  })
}

/** What the two kinds of mixture are called: the data taken first, or the log. */
const reasons = [
  { database: mysql, dataFirst: /^Page \d+ is too old/, logFirst: /^Page \d+ is from the future/ },
  { database: mongodb, dataFirst: /^The data is older than/, logFirst: /^The journal is older than/ },
] as const

for (const { database, dataFirst, logFirst } of reasons) {
  const { name } = database.application

  test(`separate snapshots of data and log of a busy ${name} are torn for some seeds, and never called good wrongly`, async () => {
    const orders = [
      { order: [0, 1], words: 'data first', reason: dataFirst },
      { order: [1, 0], words: 'log first', reason: logFirst },
    ]
    for (const { order, words, reason } of orders) {
      const { counts, texts } = await verdictsApart(database, order, 60)
      console.info(`${name}, ${words}: ${JSON.stringify(counts)} of 60 separate snapshots`)
      expect(counts.torn).toBeGreaterThan(0)
      expect(counts.torn).toBeLessThan(60)
      expect(texts.filter(text => !reason.test(text))).toEqual([])
    }
  }, 120_000)
}

test('separate snapshots of data and log of a quiesced database are clean', async () => {
  for (const database of [mysql, mongodb])
    for (let seed = 0; seed < 20; seed++) {
      const world = worldOf(database, 'apart', seed)
      world.advance(moment(seed))
      const thaw = database.quiesce(world)
      const copies = await world.snapshot({ gapMs: 400, order: [seed % 2, 1 - (seed % 2)] })
      thaw()
      expect((await world.judge(copies)).verdict).toBe('clean')
    }
})

test('an application that is started twice on the same bytes finds the same', async () => {
  for (const database of databases) {
    const world = worldOf(database, 'together', 4)
    world.advance(4000)
    const copies = await world.snapshot('group')
    const [first, second] = [await world.clone(copies), await world.clone(copies)]
    const states = [first, second].map(volumes => world.application.start(volumes, world.now, 7))
    expect(states[0]).toEqual(states[1])
    expect(applicationNamed(database.application.name)).toBe(database.application)
  }
})

async function verdictsApart(
  database: Database,
  order: readonly number[],
  seeds: number,
): Promise<{ readonly counts: Record<string, number>; readonly texts: readonly string[] }> {
  const counts: Record<string, number> = {}
  const texts: string[] = []
  for (let seed = 0; seed < seeds; seed++) {
    const world = worldOf(database, 'apart', seed)
    world.advance(moment(seed))
    const copies = await world.snapshot({ gapMs: (seed * 37) % 400, order })
    const verdict = await world.judge(copies)
    counts[verdict.verdict] = (counts[verdict.verdict] ?? 0) + 1
    if (verdict.verdict === 'torn') texts.push(verdict.text)
    if (verdict.verdict !== 'clean' && verdict.verdict !== 'recovers') continue
    // Called good: then every row must be that of one number of writes, and none acknowledged at the first cut is missing.
    const least = world.application.ledger(world.state, copies.at)?.acknowledged ?? 0
    expect(Number(verdict.facts.writes), `seed ${seed}`).toBeGreaterThanOrEqual(least)
    await expectRows(world, copies, Number(verdict.facts.writes))
  }
  return { counts, texts }
}

async function expectRows(world: AnyWorld, copies: Copies, writes: number): Promise<void> {
  const stored = storedRows(world.application, await world.clone(copies), world.now)
  expect(stored?.writes).toEqual(stored && rowsAfter(writes, stored.writes.length, stored.seed))
  expect(stored).toBeDefined()
}
