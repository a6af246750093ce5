/** The Cassandra model as people use it from rules: `nodetool` and `cqlsh`. */

import { expect, test } from 'vitest'
import { cassandraApplication } from '../../core/cluster/simulated/applications/index.ts'
import { ApplicationWorld } from './world.ts'

function busy(paths: readonly string[] = ['/cassandra_data']) {
  const world = new ApplicationWorld(cassandraApplication, paths, 3)
  world.advance(2000)
  return world
}

const memtable = (world: ReturnType<typeof busy>): number =>
  Number(/Memtable writes\s*: (\d+)/.exec(world.run(['nodetool', 'info']).stdout)?.[1])

test('nodetool flush empties the memtable, of whichever keyspace, and stops nobody', () => {
  for (const argv of [
    ['nodetool', 'flush'],
    ['nodetool', 'flush', 'shop', 'orders'],
    ['nodetool', '-h', '127.0.0.1', '-p', '7199', '-u', 'admin', '-pw', 'x', 'flush', 'shop'],
  ]) {
    const world = busy()
    expect(memtable(world)).toBeGreaterThan(20)
    expect(world.run(argv)).toEqual({ do: 'exit', code: 0, stdout: '', stderr: '' })
    expect(memtable(world)).toBe(0)
    expect(world.application.frozen(world.state)).toBe(false)
  }
})

test('a copy behind a flush is clean and says how many newer writes its log has; one long after is not', async () => {
  const world = busy()
  world.run(['nodetool', 'flush'])
  const soon = await world.judge(await world.snapshot('group'))
  expect(soon).toMatchObject({ verdict: 'clean', text: expect.stringMatching(/\d+ newer writes come back/) })
  world.advance(15_000)
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
})

test('a copy without the commit log loses what was not flushed, and only that', async () => {
  const world = busy(['/var/lib/cassandra', '/commitlog'])
  const copies = await world.snapshot('group')
  const [data] = await world.clone(copies)
  const found = world.application.inspect(data === undefined ? [] : [data])
  expect(found).toMatchObject({ condition: 'whole', writes: 0 })
  world.run(['nodetool', 'flush'])
  const flushed = world.application.ledger(world.state, world.now)?.acknowledged
  world.advance(3000)
  const [later] = await world.clone(await world.snapshot('group'))
  expect(world.application.inspect(later === undefined ? [] : [later])).toMatchObject({
    condition: 'whole',
    writes: flushed,
  })
})

test('data that is older than the commit log is torn once the log was trimmed; a log that is older does no harm', async () => {
  for (const [order, verdict, text] of [
    [[0, 1], 'torn', /^The data is older than the commit log/],
    [[1, 0], 'clean', /^Cassandra opens it as it was flushed/],
  ] as const) {
    const world = busy(['/var/lib/cassandra', '/commitlog'])
    const first = await world.snapshot({ gapMs: 0, order: order.slice(0, 1) })
    world.run(['nodetool', 'flush'])
    const second = await world.snapshot({ gapMs: 0, order: order.slice(1) })
    const snapshots = first.snapshots.map((handle, index) => handle || (second.snapshots[index] ?? ''))
    const found = await world.judge({ snapshots, at: first.at })
    expect(found).toMatchObject({ verdict, text: expect.stringMatching(text) })
  }
})

test('snapshots of nodetool keep their files through compactions until they are cleared', async () => {
  const world = busy()
  expect(world.run(['nodetool', 'snapshot', '-t', 'before']).stdout).toContain('before')
  for (let round = 0; round < 30; round++) {
    world.advance(1500)
    world.run(['nodetool', 'flush'])
  }
  expect(world.run(['nodetool', 'listsnapshots']).stdout).toContain('before')
  expect(world.run(['nodetool', 'snapshot', '-t', 'before']).code).toBe(1)
  expect(world.run(['nodetool', 'clearsnapshot']).code).toBe(1)
  expect(world.run(['nodetool', 'clearsnapshot', '-t', 'before']).code).toBe(0)
  expect(world.run(['nodetool', 'listsnapshots']).stdout).toBe('There are no snapshots\n')
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('clean')
})

test('snapshots that are never cleared fill the disk, and the node goes on', async () => {
  const world = busy()
  const codes: number[] = []
  for (let round = 0; round < 60; round++) {
    world.advance(1000)
    codes.push(world.run(['nodetool', 'snapshot', '-t', `tag-${round}`]).code)
  }
  expect(codes[0]).toBe(0)
  expect(codes.at(-1)).toBe(1)
  world.advance(60_000)
  expect(['clean', 'recovers']).toContain((await world.judge(await world.snapshot('group'))).verdict)
  expect(world.run(['nodetool', 'clearsnapshot', '--all']).code).toBe(0)
  expect(world.run(['nodetool', 'snapshot', '-t', 'again']).code).toBe(0)
})

test('repair and unknown commands are refused with the reason', () => {
  const world = busy()
  expect(world.run(['nodetool', 'repair'])).toMatchObject({ code: 1, stderr: expect.stringContaining('not simulated') })
  expect(world.run(['nodetool', 'decommission'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The simulated Cassandra understands: flush'),
  })
})

test('nodetool and cqlsh show the state of a drained node', () => {
  const world = busy()
  expect(world.run(['nodetool', 'status']).stdout).toContain('UN  127.0.0.1')
  expect(world.run(['cqlsh', '-e', 'SELECT COUNT(*) FROM shop.orders']).code).toBe(0)
  world.run(['nodetool', 'drain'])
  expect(world.run(['nodetool', 'status']).stdout).toContain('UD  127.0.0.1')
  expect(world.run(['cqlsh', '-e', 'DESCRIBE KEYSPACES']).code).toBe(1)
})

test('cqlsh knows a few statements and names them when it is asked another', () => {
  const world = busy()
  expect(world.run(['cqlsh', '-e', 'describe keyspaces; use shop']).stdout).toContain('shop')
  expect(world.run(['cqlsh', '-e', 'truncate shop.orders'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("does not know 'truncate shop.orders'. It understands: DESCRIBE KEYSPACES"),
  })
})
