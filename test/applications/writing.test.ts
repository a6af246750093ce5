/** How applications write as time passes: by their state alone, and never when they must wait. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, instant } from '../../core/base/index.ts'
import { filesApplication, type MountedVolumes } from '../../core/cluster/simulated/applications/index.ts'
import { sequence } from '../../core/cluster/simulated/applications/sequence.ts'
import { type AnyWorld, cassandra, databases, mongodb, mysql, redis, worldOf } from './databases.ts'
import { rowsAfter } from './stored-rows.ts'
import { ApplicationWorld } from './world.ts'

const worlds = (seed: number): readonly AnyWorld[] => [
  ...databases.flatMap(database => [worldOf(database, 'together', seed), worldOf(database, 'apart', seed)]),
  new ApplicationWorld(filesApplication, ['/data', '/more'], seed),
]

const acknowledged = (world: AnyWorld): number => world.application.ledger(world.state, world.now)?.acknowledged ?? 0

/** The bytes of the part of the volumes that any model uses. */
const bytesOf = (volumes: MountedVolumes): Buffer =>
  Buffer.concat(volumes.flatMap(({ device }) => Array.from({ length: 640 }, (_, block) => device.read(block))))

test('the newest write of a row is what making the writes one by one gives', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 4, max: 9 }), fc.nat(3000), (seed, bits, upTo) => {
      const rows = 2 ** bits
      const all = sequence(seed, rows)
      expect(Array.from({ length: rows }, (_, row) => all.newestIn(row, upTo))).toEqual(rowsAfter(upTo, rows, seed))
    }),
  )
})

test('every application makes tens to hundreds of writes a second', () => {
  for (let seed = 0; seed < 5; seed++)
    for (const world of worlds(seed)) {
      world.advance(10_000)
      expect(acknowledged(world) / 10).toBeGreaterThan(10)
      expect(acknowledged(world) / 10).toBeLessThan(400)
    }
})

test('how time is cut into calls, and states go through JSON, changes neither states nor bytes', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 }),
      (seed, pieces) => {
        const [cut, whole] = [worlds(seed), worlds(seed)]
        const total = pieces.reduce((sum, ms) => sum + ms, 0)
        cut.forEach((world, index) => {
          for (const ms of pieces) {
            world.advance(ms)
            world.reload()
          }
          whole[index]?.advance(total)
          expect(world.state).toEqual(whole[index]?.state)
          expect(bytesOf(world.volumes).equals(bytesOf(whole[index]?.volumes ?? []))).toBe(true)
        })
      },
    ),
    { numRuns: 12 },
  )
})

test('the ledger knows at every later time what was acknowledged at an instant', () => {
  for (const world of worlds(3)) {
    const seen: { at: number; acknowledged: number }[] = []
    for (let step = 0; step < 40; step++) {
      world.advance(137)
      if (step % 10 === 5) world.run(['fsfreeze', '-f', world.paths[0] ?? ''])
      if (step % 10 === 8) world.run(['fsfreeze', '-u', world.paths[0] ?? ''])
      seen.push({ at: world.now, acknowledged: acknowledged(world) })
    }
    for (const { at, acknowledged } of seen)
      expect(world.application.ledger(world.state, instant(at))?.acknowledged).toBe(acknowledged)
    expect(world.application.ledger(world.state, instant(0))).toBeUndefined()
  }
})

test('a frozen application acknowledges nothing and changes no byte, and goes on when it is thawed', () => {
  for (const database of [mysql, mongodb]) {
    const world = worldOf(database, 'apart', 8)
    world.advance(3000)
    const thaw = database.quiesce(world)
    const [before, bytes] = [acknowledged(world), bytesOf(world.volumes)]
    for (let step = 0; step < 20; step++) world.advance(997)
    expect(world.application.frozen(world.state)).toBe(true)
    expect(acknowledged(world)).toBe(before)
    expect(bytesOf(world.volumes).equals(bytes)).toBe(true)
    thaw()
    world.advance(1000)
    expect(world.application.frozen(world.state)).toBe(false)
    expect(acknowledged(world)).toBeGreaterThan(before)
  }
})

test('any application waits while one of its file systems is frozen', () => {
  for (const world of worlds(6)) {
    if (world.application.name === 'files') continue
    world.advance(2000)
    const path = world.state.paths.at(-1) ?? ''
    world.run(['fsfreeze', '-f', path])
    const before = acknowledged(world)
    world.advance(2000)
    expect(acknowledged(world)).toBe(before)
    world.run(['fsfreeze', '-u', path])
    world.advance(2000)
    expect(acknowledged(world)).toBeGreaterThan(before)
  }
})

test('writers wait while the back end pauses their volumes, and no acknowledged write falls into the pause', async () => {
  for (const world of worlds(5)) {
    world.advance(2000)
    await world.storage.snapshot({
      key: 'group',
      volumes: [...world.handles, world.storage.provision({ key: 'x', sizeBytes: 4096 })],
    })
    while (world.volumes[0]?.device.paused !== true) world.advance(1)
    const before = acknowledged(world)
    let pausedMs = 0
    for (; world.volumes[0]?.device.paused === true; pausedMs++) {
      expect(acknowledged(world)).toBe(before)
      world.advance(1)
    }
    expect(pausedMs).toBeGreaterThan(10)
    world.advance(1000)
    expect(acknowledged(world)).toBeGreaterThan(before)
  }
})

test('an application that finds the pool full stalls, loses nothing, and goes on when there is room', async () => {
  for (const database of databases) {
    // A Redis with a dump only goes on in memory until it finds out that it cannot save.
    if (database === redis) continue
    const container = database.container === undefined ? {} : { container: database.container }
    const world = new ApplicationWorld(database.application, database.together, 2, {
      capacityBytes: 160 * 4096,
      ...container,
    })
    const { storage } = world
    const hog = storage.open(storage.provision({ key: 'hog', sizeBytes: 2 ** 30 }))
    for (let block = 0; storage.usedBytes() < 100 * 4096; block++) hog?.write(block, Uint8Array.of(1))
    world.advance(60_000)
    // Snapshots share blocks until they are written again, which then takes room that is not there.
    await world.snapshot('group')
    for (let block = 1000; block < 1200; block++) {
      try {
        hog?.write(block, Uint8Array.of(1))
      } catch {
        break
      }
    }
    world.advance(20_000)
    const stuck = acknowledged(world)
    world.advance(20_000)
    expect(acknowledged(world), database.application.name).toBe(stuck)
    const full = await world.snapshot('group')
    await storage.deleteVolume(storage.provision({ key: 'hog', sizeBytes: 2 ** 30 }))
    world.advance(20_000)
    expect(acknowledged(world), database.application.name).toBeGreaterThan(stuck)
    expect(['clean', 'recovers'], database.application.name).toContain((await world.judge(full)).verdict)
    expect(['clean', 'recovers'], database.application.name).toContain(
      (await world.judge(await world.snapshot('group'))).verdict,
    )
  }
})

test('a day is leapt over in no time and leaves a database as good as any', async () => {
  for (const world of worlds(9)) {
    world.advance(24 * 3600 * 1000)
    world.advance(777)
    const verdict = await world.judge(await world.snapshot('group'))
    expect(['clean', 'recovers'], `${world.application.name}: ${verdict.text}`).toContain(verdict.verdict)
    expect(acknowledged(world)).toBeGreaterThan(1_000_000)
    expect(JSON.stringify(world.state).length).toBeLessThan(20_000)
  }
})

test('a database on a volume that is too small, or on none, does nothing and says why', () => {
  for (const { application } of databases) {
    const small = new ApplicationWorld(application, ['/data'], 1, { sizeBytes: 16 * 4096 })
    small.advance(1000)
    expect(small.state.refusal).toMatch(/too small/)
    const none = application.start([], instant(0), 1)
    application.advance(none, [], instant(0), after(instant(0), 10_000))
    expect(application.ledger(none, instant(10_000))?.acknowledged).toBe(0)
  }
})

test('a scratch volume beside a database holds nothing that could be lost', async () => {
  const world = new ApplicationWorld(mysql.application, ['/var/lib/mysql', '/mysqltmp'], 3)
  world.advance(3000)
  expect(world.state.paths).toEqual(['/var/lib/mysql'])
  expect(world.application.ledger(world.state, world.now, ['/mysqltmp'])).toMatchObject({ promised: 0 })
  expect(world.application.inspect(world.volumes.slice(1))).toEqual({ condition: 'empty' })
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
})

test('a node of Cassandra that was drained takes no writes until it is started again', () => {
  const world = worldOf(cassandra, 'together', 2)
  world.advance(2000)
  world.run(['nodetool', 'drain'])
  const before = acknowledged(world)
  world.advance(5000)
  expect([acknowledged(world), world.application.frozen(world.state)]).toEqual([before, true])
  world.state = world.application.start(world.volumes, world.now, 2)
  world.advance(5000)
  expect(acknowledged(world)).toBeGreaterThan(before)
})
