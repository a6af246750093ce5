/** The generic writer, `sync` and `fsfreeze`, and which model runs in which container. */

import { expect, test } from 'vitest'
import { applicationFor, filesApplication, judgeCopy } from '../../core/cluster/simulated/applications/index.ts'
import { ApplicationWorld } from './world.ts'

function busy(paths: readonly string[] = ['/data']) {
  const world = new ApplicationWorld(filesApplication, paths, 3)
  world.advance(5000)
  return world
}

test('a copy without a freeze keeps what had reached the disk, not what was in memory', async () => {
  const world = busy()
  const copies = await world.snapshot('group')
  const ledger = world.application.ledger(world.state, copies.at)
  expect(ledger?.promised).toBeLessThan(ledger?.acknowledged ?? 0)
  const verdict = await world.judge(copies)
  expect(verdict.verdict).toBe('recovers')
  expect(verdict.facts.writes).toBe(ledger?.promised)
})

test('a copy of frozen file systems is clean and has every write', async () => {
  const world = busy(['/data', '/more'])
  for (const path of world.paths) expect(world.run(['fsfreeze', '-f', path]).code).toBe(0)
  const copies = await world.snapshot('group')
  const ledger = world.application.ledger(world.state, copies.at)
  expect(ledger?.promised).toBe(ledger?.acknowledged)
  expect(await world.judge(copies)).toMatchObject({ verdict: 'clean', facts: { writes: ledger?.acknowledged } })
})

test('what sync brought to disk is promised from then on', async () => {
  const world = busy()
  const written = world.application.ledger(world.state, world.now)?.acknowledged ?? 0
  world.run(['sync'])
  const copies = await world.snapshot('group')
  expect(world.application.ledger(world.state, copies.at)?.promised).toBeGreaterThanOrEqual(written)
  expect((await world.judge(copies)).verdict).toBe('recovers')
})

test('a promise that the copy does not keep is a lost write', async () => {
  const world = busy()
  const old = await world.clone(await world.snapshot('group'))
  world.advance(10_000)
  const ledger = world.application.ledger(world.state, world.now)
  const verdict = judgeCopy(world.application, old, ledger)
  expect(verdict.verdict).toBe('lost-writes')
  expect(verdict.facts.missing).toBe((ledger?.promised ?? 0) - Number(verdict.facts.writes))
})

test('freezing twice and thawing twice are errors, as in the kernel', () => {
  const world = busy()
  expect(world.run(['fsfreeze', '--freeze', '/data/']).code).toBe(0)
  expect(world.run(['fsfreeze', '-f', '/data']).stderr).toContain('Device or resource busy')
  expect(world.run(['fsfreeze', '--unfreeze', '/data']).code).toBe(0)
  expect(world.run(['fsfreeze', '-u', '/data']).stderr).toContain('Invalid argument')
  expect(world.run(['fsfreeze', '-f', '/elsewhere']).stderr).toContain('this container has volumes at /data')
  expect(world.run(['fsfreeze', '/data']).code).toBe(1)
})

test('pods that share a volume go on where the other one is', async () => {
  const world = busy()
  const other = filesApplication.start(world.volumes, world.now, 77)
  for (let step = 0; step < 50; step++) {
    filesApplication.advance(other, world.volumes, world.now, world.now)
    const from = world.now
    world.advance(100)
    filesApplication.advance(other, world.volumes, from, world.now)
  }
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
})

test('images and container names tell the model', () => {
  const named = (image: string, container = 'main'): string => applicationFor(image, container).name
  expect(named('mysql:5.6')).toBe('mysql')
  expect(named('docker.io/bitnami/mariadb@sha256:abc')).toBe('mysql')
  expect(named('registry.example:5000/percona-server')).toBe('mysql')
  expect(named('gcr.io/google-samples/cassandra:v14')).toBe('cassandra')
  expect(named('scylladb/scylla:4.1.11')).toBe('cassandra')
  expect(named('mongo')).toBe('mongodb')
  expect(named('bitnami/mongodb:6.0')).toBe('mongodb')
  expect(named('registry.example/db:1', 'mysql')).toBe('mysql')
  expect(named('prom/mysqld-exporter')).toBe('files')
  expect(named('quay.io/mongodb/mongodb-kubernetes-operator:0.7.2')).toBe('files')
  expect(named('busybox')).toBe('files')
})
