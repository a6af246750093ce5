import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { tourDirectory } from './shop.ts'

let home = ''
const run = (line: string) => runCommand(line, { cwd: tourDirectory, env: { PXSNAP_HOME: home } })

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pxsnap-backups-'))
  await run('sim load --sim=here -f mysql.yaml')
  await run('snapshot mysql-data --name orders --cloud -n shop -y --sim=here')
  await run('sim up there')
  await run('create namespace dr -y --sim=there')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('backups in an object store', () => {
  test('are listed in the cluster that took them and in any other of the same home', async () => {
    const here = JSON.parse((await run('backups -o json --sim=here')).out) as readonly { readonly handle: string }[]
    expect(here).toMatchObject([{ kind: 'full', sizeBytes: 10 * 1024 ** 3 }])
    expect(JSON.parse((await run('backups -o json --sim=there')).out)).toEqual(here)
    expect((await run('backups --sim=there')).out).toContain('10.0 GiB')
  })

  test('become claims of another cluster, with all their bytes', async () => {
    const [{ handle } = { handle: '' }] = JSON.parse((await run('backups -o json --sim=there')).out) as readonly {
      readonly handle: string
    }[]
    const line = `restore --backup ${handle} --to orders-data -n dr -y --sim=there`
    const { exit, out, err } = await run(line)
    expect({ exit, out, err }).toEqual({
      exit: 0,
      out: expect.stringContaining('persistentvolumeclaim/orders-data'),
      err: expect.any(String),
    })
    expect((await run('get pvc orders-data -n dr --sim=there')).out).toContain('Bound')
    expect(await run(line)).toMatchObject({ exit: 1, err: expect.stringContaining('already') })
  })

  test('that are not there are exit code 4', async () => {
    expect(await run('restore --backup gone --to x -n dr --sim=there')).toMatchObject({ exit: 4 })
  })

  test.each([
    ['restore --backup b --sim=there', 'name it with --to'],
    ['restore orders --backup b --to x --sim=there', 'cannot be restored together'],
    ['restore orders --credential c --sim=there', '--backup is missing'],
  ])('%s is wrong usage', async (line, message) => {
    expect(await run(line)).toMatchObject({ exit: 2, err: expect.stringContaining(message) })
  })
})

describe('credentials', () => {
  test('come, are listed, and go; keys are never among them', async () => {
    const add =
      'sim credential add own --bucket b --endpoint http://127.0.0.1:9 --path-style --keys-from OWN_ --sim=there'
    expect(await run(add)).toMatchObject({ exit: 0, err: expect.stringContaining('OWN_ACCESS_KEY_ID') })
    expect((await run('sim credential list --sim=there')).out).toContain('http://127.0.0.1:9')
    expect(await run('backups --sim=there')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('There are default, own'),
    })
    expect(await run('backups --credential own --sim=there')).toMatchObject({
      exit: 5,
      err: expect.stringContaining('OWN_ACCESS_KEY_ID'),
    })
    expect((await run('sim credential remove own --sim=there')).exit).toBe(0)
    expect((await run('sim credential remove own --sim=there')).exit).toBe(4)
  })

  test.each([
    ['sim credential add own --sim=there', '--bucket is missing'],
    ['sim credential add a/b --bucket b --sim=there', 'is no name'],
    ['sim credential add own --bucket b --region eu --sim=there', 'belong to --s3'],
    ['sim credential add own --bucket b --endpoint ftp://x --sim=there', 'is an address'],
  ])('%s is wrong usage', async (line, message) => {
    expect(await run(line)).toMatchObject({ exit: 2, err: expect.stringContaining(message) })
  })
})
