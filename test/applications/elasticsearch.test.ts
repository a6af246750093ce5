/** The Elasticsearch model as people use it from rules: its API through curl, and what copies of it are worth. */

import { describe, expect, test } from 'vitest'
import { elasticsearchApplication } from '../../core/cluster/simulated/applications/index.ts'
import { containerOf } from './databases.ts'
import { ApplicationWorld } from './world.ts'

const paths = ['/usr/share/elasticsearch/data', '/mnt/backup']

function busy({ image = 'elasticsearch:8.15.0' } = {}) {
  const world = new ApplicationWorld(elasticsearchApplication, paths, 5, { container: containerOf(image) })
  world.advance(2000)
  return world
}

const url = (path: string): string => `http://localhost:9200${path}`
const json = (world: ReturnType<typeof busy>, ...argv: string[]) =>
  JSON.parse(world.run(['curl', '-s', ...argv]).stdout)
const made = (world: ReturnType<typeof busy>) => world.application.ledger(world.state, world.now)?.acknowledged ?? 0

test('a flush stops nobody: what is written behind it is in the translog, and the verdict says it is no backup', async () => {
  const world = busy()
  expect(world.run(['curl', '-sf', '-XPOST', url('/_flush')]).code).toBe(0)
  world.advance(500)
  expect(world.application.frozen(world.state)).toBe(false)
  expect(await world.judge(await world.snapshot('group'))).toMatchObject({
    verdict: 'recovers',
    text: expect.stringContaining('Elastic supports no restore from copies of a data directory'),
  })
})

test('a block on writes stops them until somebody takes it back, whoever asked for it', () => {
  for (const [block, body] of [
    ['/_all/_settings', '{"index.blocks.write": true}'],
    ['/orders/_settings', '{"index": {"blocks": {"write": "true"}}}'],
    ['/orders/_block/write', undefined],
  ] as const) {
    const world = busy()
    expect(json(world, '-X', 'PUT', url(block), ...(body === undefined ? [] : ['-d', body]))).toMatchObject({
      acknowledged: true,
    })
    const before = made(world)
    world.advance(5000)
    expect([made(world), world.application.frozen(world.state)]).toEqual([before, true])
    json(
      world,
      '-XPUT',
      url('/_all/_settings'),
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"index.blocks.write": null}',
    )
    world.advance(1000)
    expect(made(world)).toBeGreaterThan(before)
  }
})

describe('the snapshot API', () => {
  const register = (world: ReturnType<typeof busy>, location = '/mnt/backup') =>
    json(world, '-XPUT', url('/_snapshot/safe'), '-d', `{"type":"fs","settings":{"location":"${location}"}}`)

  test('writes into a volume of its own, of which a copy holds the whole snapshot', async () => {
    const world = busy()
    expect(register(world)).toEqual({ acknowledged: true })
    const from = world.now
    const { snapshot } = json(world, '-XPUT', url('/_snapshot/safe/one?wait_for_completion=true'))
    expect(snapshot).toMatchObject({ snapshot: 'one', state: 'SUCCESS' })
    expect(world.now - from).toBeGreaterThan(500)
    world.advance(3000)
    const copies = await world.snapshot('group')
    const [, repository] = await world.clone(copies)
    const volumes = repository === undefined ? [] : [repository]
    expect(world.application.inspect(volumes)).toMatchObject({
      condition: 'whole',
      quiesced: true,
      writes: snapshot.documents,
    })
    expect(world.application.ledger(world.state, copies.at, ['/mnt/backup'])?.promised).toBe(snapshot.documents)
  })

  test('returns before it is done unless it is waited for', () => {
    const world = busy()
    register(world)
    expect(json(world, '-XPUT', url('/_snapshot/safe/one'))).toEqual({ accepted: true })
    const state = () => json(world, url('/_snapshot/safe/one')).snapshots[0].state
    expect(state()).toBe('IN_PROGRESS')
    expect(json(world, '-XPUT', url('/_snapshot/safe/two'))).toMatchObject({ status: 503 })
    world.advance(1000)
    expect(state()).toBe('SUCCESS')
    expect(json(world, '-XPUT', url('/_snapshot/safe/one'))).toMatchObject({ status: 400 })
    expect(json(world, '-XDELETE', url('/_snapshot/safe/one'))).toEqual({ acknowledged: true })
  })

  test('keeps an older snapshot whole while it writes the next one', async () => {
    const world = busy()
    register(world)
    json(world, '-XPUT', url('/_snapshot/safe/one?wait_for_completion'))
    json(world, '-XPUT', url('/_snapshot/safe/two'))
    world.advance(300)
    const [, repository] = await world.clone(await world.snapshot('group'))
    expect(world.application.inspect(repository === undefined ? [] : [repository]).condition).toBe('whole')
  })

  test('takes no location beside the data', () => {
    for (const location of ['/usr/share/elasticsearch/data/backup', '/nowhere'])
      expect(register(busy(), location)).toMatchObject({ status: 500 })
  })
})

describe('curl', () => {
  test('reaches its own container on port 9200 only', () => {
    expect(busy().run(['curl', '-s', 'http://elsewhere:9200/'])).toMatchObject({ code: 6 })
    expect(busy().run(['curl', '-s', 'localhost:9300'])).toMatchObject({ code: 7 })
    expect(busy().run(['curl', '-s', 'localhost:9200/_cluster/health'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"status":"green"'),
    })
  })

  test('ends with 0 on a refusal, and with 22 under -f', () => {
    const refused = busy().run(['curl', '-s', '-XDELETE', url('/orders')])
    expect(refused).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('does not know DELETE /orders. It understands: GET /'),
    })
    expect(busy().run(['curl', '-sf', '-XDELETE', url('/orders')]).code).toBe(22)
    expect(busy().run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', url('/_flush'), '-XPOST']).stdout).toBe(
      '200',
    )
  })

  test('is asked for the password that the image was given', () => {
    const env = { ELASTIC_PASSWORD: 'secret' }
    expect(busy().run(['curl', '-sf', url('/')], env).code).toBe(22)
    expect(busy().run(['curl', '-sf', '-u', 'elastic:secret', url('/')], env).code).toBe(0)
    expect(busy().run(['curl', '-sf', 'http://elastic:secret@localhost:9200/'], env).code).toBe(0)
  })

  test('meets OpenSearch where that is the image', () => {
    expect(json(busy({ image: 'opensearchproject/opensearch:2.17.0' }), url('/')).version.distribution).toBe(
      'opensearch',
    )
  })
})
