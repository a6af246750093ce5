/** Reports that open offline and give nothing away, and the journal with its undo. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { mysqlGroup, openShop, type Shop } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const rule = mysqlGroup.split('---')[0] ?? ''

describe('a report', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop('mysql.yaml')
    await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
  }, 60_000)

  test('opens without a cluster: what get, describe, status, tree and diagnose say is the same', async () => {
    const cwd = temporaryDirectory()
    expect(await shop.run('report shop.zip -n shop --sim', { cwd })).toMatchObject({ exit: 0, out: 'shop.zip\n' })
    const other = await openShop()
    for (const line of [
      'get pvc,gvs,volumesnapshots -n shop',
      'get pods -A -o name',
      'describe gvs orders-before-upgrade -n shop',
      'tree gvs orders-before-upgrade -n shop',
      'timeline gvs orders-before-upgrade -n shop',
      'diagnose gvs orders-before-upgrade -n shop',
      'status',
    ]) {
      const there = await other.run(`${line} --from shop.zip`, { cwd })
      expect({ line, ...there }).toEqual({ line, ...(await shop.run(`${line} --sim`)) })
    }
  })

  test('holds no password, no data of a Secret, and says what it is', async () => {
    const cwd = temporaryDirectory()
    const { err } = await shop.run('report shop.zip --sim', { cwd })
    expect(err).toContain('read it before you give it away')
    const files = unzipSync(readFileSync(join(cwd, 'shop.zip')))
    expect(Object.keys(files).sort()).toEqual([
      'doctor.json',
      'journal.jsonl',
      'objects.json',
      'report.json',
      'served.json',
    ])
    const text = Object.values(files)
      .map(content => strFromU8(content))
      .join('\n')
    const secret = (await shop.run('get secret mysql-root -n shop -o jsonpath={.data.*} --sim')).out
    expect(secret.length).toBeGreaterThan(3)
    expect(text).not.toContain(secret)
    expect(text).not.toContain(Buffer.from(secret, 'base64').toString())
    expect(text).toContain('"***"')
  })

  test('is never written over by accident, and what is none is refused', async () => {
    const cwd = temporaryDirectory({ 'text.zip': 'no zip' })
    await shop.run('report shop.zip --sim', { cwd })
    expect((await shop.run('report shop.zip --sim', { cwd })).exit).toBe(2)
    expect((await shop.run('report shop.zip --replace --sim', { cwd })).exit).toBe(0)
    expect((await shop.run('get pvc --from text.zip', { cwd })).exit).toBe(1)
    expect((await shop.run('get pvc --from gone.zip', { cwd })).exit).toBe(4)
    expect(await shop.run('delete pvc mysql-data -n shop -y --from shop.zip', { cwd })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('nothing can be changed'),
    })
  })
})

describe('undo', () => {
  async function shopWithJournal() {
    const shop = await openShop('mysql.yaml')
    const env = { PXSNAP_HOME: temporaryDirectory() }
    const run = (line: string, stdin = '') => shop.run(line, { env, stdin })
    return { run, file: () => readFileSync(join(env.PXSNAP_HOME, 'journal.jsonl'), 'utf8') }
  }

  test('deletes what was created, once', async () => {
    const { run } = await shopWithJournal()
    await run('apply --sim -f - -y', rule)
    expect((await run('undo --list --sim')).out).toMatch(/ created +rule\/orders-lock +shop +possible$/m)
    expect(await run('undo -y --sim')).toMatchObject({ exit: 0, out: expect.stringContaining('orders-lock deleted') })
    expect((await run('get rule orders-lock -n shop --sim')).exit).toBe(4)
    expect((await run('undo --list --sim')).out).toMatch(/taken back$/m)
    expect((await run('undo -y --sim')).exit).toBe(4)
  })

  test('gives what was changed its previous content, unless it was changed again', async () => {
    const { run } = await shopWithJournal()
    const labelled = (by: string) => rule.replace('name: orders-lock', `name: orders-lock\n  labels: { by: ${by} }`)
    await run('apply --sim -f - -y', rule)
    await run('apply --sim -f - -y', labelled('one'))
    expect(await run('undo -y --sim')).toMatchObject({ exit: 0, out: 'rule/orders-lock as it was before\n' })
    expect(JSON.parse((await run('get rule orders-lock -n shop -o json --sim')).out).metadata.labels).toBeUndefined()
    await run('apply --sim -f - -y', labelled('two'))
    const [, id] =
      /^(\w+).* changed +rule\/orders-lock +shop +possible$/m.exec((await run('undo --list --sim')).out) ?? []
    await run('apply --sim -f - -y', labelled('three'))
    expect(await run(`undo ${id} -y --sim`)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('changed again since'),
    })
  })

  test('creates again what was deleted and held no data; data does not come back', async () => {
    const { run } = await shopWithJournal()
    await run('apply --sim -f - -y', mysqlGroup)
    await run('delete rule orders-lock -n shop -y --sim')
    expect(await run('undo -y --sim')).toMatchObject({ exit: 0, out: 'rule/orders-lock created again\n' })
    await run('delete gvs orders-before-upgrade -n shop -y --sim')
    expect(await run('undo -y --sim')).toMatchObject({ exit: 1, err: expect.stringContaining('does not come back') })
  })

  test('never keeps what holds a password', async () => {
    const { run, file } = await shopWithJournal()
    const secretive = rule.replaceAll('$MYSQL_ROOT_PASSWORD', 'hunter2')
    await run('apply --sim -f - -y', secretive)
    await run('delete rule orders-lock -n shop -y --sim')
    expect(file()).not.toContain('hunter2')
    expect(await run('undo -y --sim')).toMatchObject({ exit: 1, err: expect.stringContaining('it held secrets') })
  })

  test('in a cluster that has no journal there is nothing to take back', async () => {
    const { run } = await shopWithJournal()
    expect(await run('undo --sim')).toMatchObject({ exit: 4 })
    expect(await run('undo abc --sim')).toMatchObject({ exit: 4 })
  })
})
