/** The MongoDB model as people use it from rules: its shells, and a lock that belongs to the server and counts. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mongodbApplication } from '../../core/cluster/simulated/applications/index.ts'
import { readScript } from '../../core/cluster/simulated/applications/mongodb/script.ts'
import { ApplicationWorld, type Finished } from './world.ts'

function busy() {
  const world = new ApplicationWorld(mongodbApplication, ['/data/db'], 3)
  world.advance(2000)
  return world
}

const frozen = (world: ReturnType<typeof busy>): boolean => world.application.frozen(world.state)
const run = (world: ReturnType<typeof busy>, text: string, shell = 'mongosh'): Finished =>
  world.run([shell, '--quiet', '--eval', text])

test('the commands of the documentation lock and unlock', () => {
  const world = busy()
  const locked = world.run(['mongo', '--eval', 'printjson(db.fsyncLock())'])
  expect(locked).toMatchObject({ code: 0, stdout: expect.stringContaining('"lockCount" : 1') })
  expect(frozen(world)).toBe(true)
  expect(world.run(['mongo', '--eval', 'printjson(db.fsyncUnlock())']).code).toBe(0)
  expect(frozen(world)).toBe(false)
})

test('the lock counts, and outlives the shell that took it', () => {
  const world = busy()
  run(world, 'db.fsyncLock()')
  run(world, 'db.adminCommand({ fsync: 1, lock: true })')
  run(world, 'db.fsyncUnlock()')
  expect(frozen(world)).toBe(true)
  expect(run(world, 'db.currentOp().fsyncLock').stdout).toBe('true\n')
  run(world, "db.getSiblingDB('admin').runCommand({ 'fsyncUnlock': 1 })")
  expect(frozen(world)).toBe(false)
})

test('unlocking what is not locked prints a refusal in the old shell and fails in the new one', () => {
  const world = busy()
  expect(run(world, 'printjson(db.fsyncUnlock())', 'mongo')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('fsyncUnlock called when not locked'),
  })
  expect(run(world, 'db.fsyncUnlock()')).toMatchObject({ code: 1, stderr: expect.stringContaining('not locked') })
})

test('the lock waits for paused volumes, counts once, and is complete when it is given', async () => {
  const world = busy()
  const other = world.storage.provision({ key: 'other', sizeBytes: 4096 })
  await world.storage.snapshot({ key: 'group', volumes: [...world.handles, other] })
  while (world.volumes[0]?.device.paused !== true) world.advance(1)
  const from = world.now
  expect(run(world, 'printjson(db.fsyncLock().lockCount)').stdout).toBe('1\n')
  expect(world.now).toBeGreaterThan(from)
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('clean')
})

test('an fsync without a lock writes a checkpoint and stops nobody', () => {
  const world = busy()
  expect(run(world, 'db.adminCommand({ fsync: 1 }).ok').stdout).toBe('1\n')
  expect(frozen(world)).toBe(false)
})

test('answers are looked into, printed and quit with', () => {
  const world = busy()
  expect(run(world, 'db.runCommand({ ping: 1 }).ok').stdout).toBe('1\n')
  expect(run(world, "print('a', 1); var x = db.hello().ok").stdout).toBe('a 1\n1\n')
  expect(run(world, 'quit(3)').code).toBe(3)
  expect(run(world, 'use admin\ndb.version()').stdout).toContain('simulated')
})

test('only a shell that is not quiet greets, and only the old one', () => {
  const world = busy()
  expect(world.run(['mongo', '--eval', '1']).stdout).toMatch(/^MongoDB shell version/)
  expect(world.run(['mongosh', '--eval', '1']).stdout).toBe('1\n')
})

test('sleep passes time and is not repeated', () => {
  const world = busy()
  const from = world.now
  expect(run(world, 'sleep(200); print(1)').stdout).toBe('1\n')
  expect(world.now - from).toBe(200)
})

test('a root user in the environment must be named with its password', () => {
  const env = { MONGO_INITDB_ROOT_USERNAME: 'root', MONGO_INITDB_ROOT_PASSWORD: 'p@ss' }
  const with_ = (...options: readonly string[]) => busy().run(['mongosh', ...options, '--eval', '1'], env).code
  expect(with_('-u', 'root', '-p', 'p@ss', '--authenticationDatabase', 'admin')).toBe(0)
  expect(with_('--host', 'localhost', '--port', '27017', '--username', 'root', '--password=p@ss')).toBe(0)
  expect(with_('mongodb://root:p%40ss@localhost/admin')).toBe(0)
  expect(with_('-u', 'root', '-p', 'wrong')).toBe(1)
  expect(with_()).toBe(1)
})

test('what it does not know fails and says what it understands', () => {
  const found = run(busy(), 'db.orders.drop()')
  expect(found.code).toBe(1)
  expect(found.stderr).toMatch(/does not know 'db\.orders\.drop\(\)'\. It understands: db\.fsyncLock\(\)/)
  expect(run(busy(), 'while (true) {}').code).toBe(1)
  expect(busy().run(['mongosh', 'lock.js']).stderr).toContain('lock.js')
})

test('any text is read or refused, however deep', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z(){}[\].,:;'"0-9 \n]{0,60}$/)), text => {
      const found = readScript(text)
      expect('problem' in found || found.statements.length >= 0).toBe(true)
    }),
  )
  expect(readScript('('.repeat(100_000))).toMatchObject({ problem: expect.stringContaining('deeper') })
  expect(readScript('print(1')).toMatchObject({ problem: expect.stringContaining('middle') })
})
