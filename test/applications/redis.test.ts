/** The Redis model as people use it from rules: a save that returns before it is done, and an append-only file. */

import { describe, expect, test } from 'vitest'
import { redisApplication } from '../../core/cluster/simulated/applications/index.ts'
import { containerOf } from './databases.ts'
import { ApplicationWorld } from './world.ts'

function busy(words: readonly string[] = ['redis-server'], { image = 'redis:7', seed = 3 } = {}) {
  const world = new ApplicationWorld(redisApplication, ['/data'], seed, { container: containerOf(image, ...words) })
  world.advance(3000)
  return world
}

const appending = ['redis-server', '--appendonly', 'yes']
const info = (world: ReturnType<typeof busy>, field: string): string | undefined =>
  new RegExp(`^${field}:(.*)\r$`, 'm').exec(world.run(['redis-cli', 'INFO', 'persistence']).stdout)?.[1]

describe('with a dump', () => {
  test('BGSAVE returns at once, and a copy taken before it is done has the old file', async () => {
    const world = busy()
    expect(world.run(['redis-cli', 'BGSAVE']).stdout).toBe('Background saving started\n')
    expect(info(world, 'rdb_bgsave_in_progress')).toBe('1')
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('lost-writes')
    for (let step = 0; step < 100 && info(world, 'rdb_bgsave_in_progress') === '1'; step++) world.advance(50)
    expect(info(world, 'rdb_bgsave_in_progress')).toBe('0')
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('clean')
  })

  test('SAVE is done when it returns, and says what it cannot promise', async () => {
    const world = busy()
    expect(world.run(['redis-cli', 'SAVE']).stdout).toBe('OK\n')
    world.advance(500)
    const soon = await world.judge(await world.snapshot('group'))
    expect(soon).toMatchObject({ verdict: 'clean', text: expect.stringContaining('were in its memory only') })
    world.advance(15_000)
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
  })

  test('saves by itself once a minute, and not when `save` is empty', () => {
    const world = busy()
    const saved = (): string => world.run(['redis-cli', 'LASTSAVE']).stdout
    const first = saved()
    world.advance(61_000)
    expect(saved()).not.toBe(first)
    world.run(['redis-cli', 'CONFIG', 'SET', 'save', ''])
    const last = saved()
    world.advance(130_000)
    expect(saved()).toBe(last)
  })

  test('refuses writes once a save has failed, and takes them again after one that succeeded', async () => {
    const world = new ApplicationWorld(redisApplication, ['/data'], 2, { capacityBytes: 120 * 4096 })
    world.advance(3000)
    world.run(['redis-cli', 'SAVE'])
    const hog = world.storage.open(world.storage.provision({ key: 'hog', sizeBytes: 2 ** 30 }))
    expect(() => {
      for (let block = 0; ; block++) hog?.write(block, Uint8Array.of(1))
    }).toThrow()
    await world.snapshot('group')
    world.advance(1000)
    world.run(['redis-cli', 'BGSAVE'])
    world.advance(3000)
    expect(info(world, 'rdb_last_bgsave_status')).toBe('err')
    const before = world.application.ledger(world.state, world.now)?.acknowledged
    world.advance(20_000)
    expect(world.application.ledger(world.state, world.now)?.acknowledged).toBe(before)
    await world.storage.deleteVolume(world.storage.provision({ key: 'hog', sizeBytes: 2 ** 30 }))
    world.advance(20_000)
    expect(info(world, 'rdb_last_bgsave_status')).toBe('ok')
    expect(world.application.ledger(world.state, world.now)?.acknowledged).toBeGreaterThan(before ?? 0)
  })
})

describe('with an append-only file', () => {
  test('a crash loses at most the last second, and the ledger promises no more', async () => {
    const lost: number[] = []
    for (let seed = 0; seed < 20; seed++) {
      const world = busy(appending, { seed })
      world.advance(seed * 173)
      const copies = await world.snapshot('group')
      const verdict = await world.judge(copies)
      expect(verdict.verdict, verdict.text).toBe('recovers')
      const state = world.application.ledger(world.state, copies.at)
      lost.push((state?.acknowledged ?? 0) - Number(verdict.facts.writes))
      const early = world.application.ledger(world.state, (copies.at - 1000) as typeof copies.at)
      expect(Number(verdict.facts.writes)).toBeGreaterThanOrEqual(early?.acknowledged ?? 0)
    }
    expect(Math.max(...lost)).toBeGreaterThan(20)
    expect(Math.min(...lost)).toBeLessThan(20)
  })

  test('appendfsync always loses nothing', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const world = busy([...appending, '--appendfsync', 'always'], { seed })
      const copies = await world.snapshot('group')
      const verdict = await world.judge(copies)
      expect(verdict.facts.writes).toBe(world.application.ledger(world.state, copies.at)?.acknowledged)
    }
  })

  test('can be switched on while it runs, and off again', async () => {
    const world = busy()
    world.run(['redis-cli', 'CONFIG', 'SET', 'appendonly', 'yes'])
    world.advance(5000)
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
    world.run(['redis-cli', 'CONFIG', 'SET', 'appendonly', 'no'])
    world.advance(5000)
    world.run(['redis-cli', 'SAVE'])
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('clean')
  })

  test('is rewritten when it has grown, and not while that is switched off', () => {
    const world = busy(appending)
    const base = (): number => world.state.checkpoint.number
    world.run(['redis-cli', 'CONFIG', 'SET', 'auto-aof-rewrite-percentage', '0'])
    const before = base()
    world.advance(14_000)
    expect(base()).toBe(before)
    world.run(['redis-cli', 'CONFIG', 'SET', 'auto-aof-rewrite-percentage', '100'])
    world.advance(14_000)
    expect(base()).toBeGreaterThan(before)
  })

  test('is the choice of Bitnami’s image', () => {
    expect(busy([], { image: 'bitnami/redis:7' }).run(['redis-cli', 'CONFIG', 'GET', 'appendonly']).stdout).toBe(
      'appendonly\nyes\n',
    )
  })
})

test('CLIENT PAUSE stops writers until its time is over, or somebody ends it', () => {
  const world = busy()
  const made = () => world.application.ledger(world.state, world.now)?.acknowledged ?? 0
  world.run(['redis-cli', 'CLIENT', 'PAUSE', '5000', 'WRITE'])
  const before = made()
  world.advance(4900)
  expect([made(), world.application.frozen(world.state)]).toEqual([before, true])
  world.advance(1000)
  expect(made()).toBeGreaterThan(before)
  expect(world.application.frozen(world.state)).toBe(false)
  world.run(['redis-cli', 'CLIENT', 'PAUSE', '60000', 'WRITE'])
  world.run(['redis-cli', 'CLIENT', 'UNPAUSE'])
  expect(world.application.frozen(world.state)).toBe(false)
})

describe('redis-cli', () => {
  const secured = ['redis-server', '--requirepass', 'secret']

  test('ends with 0 whatever the reply is, and with 1 under -e', () => {
    expect(busy().run(['redis-cli', 'FLUSHALL'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("ERR unknown command 'FLUSHALL'. The simulated Redis understands: PING"),
    })
    expect(busy().run(['redis-cli', '-e', 'FLUSHALL']).code).toBe(1)
  })

  test('is let in with the password of -a or REDISCLI_AUTH', () => {
    expect(busy(secured).run(['redis-cli', 'PING']).stdout).toBe('NOAUTH Authentication required.\n')
    expect(busy(secured).run(['redis-cli', 'PING'], { REDISCLI_AUTH: 'secret' }).stdout).toBe('PONG\n')
    expect(busy(secured).run(['redis-cli', '--no-auth-warning', '-a', 'secret', 'PING'])).toMatchObject({
      stdout: 'PONG\n',
      stderr: '',
    })
  })

  test('takes commands from its input', () => {
    expect(busy().run(['redis-cli'], {}, 'PING\nSAVE\n').stdout).toBe('PONG\nOK\n')
  })
})
