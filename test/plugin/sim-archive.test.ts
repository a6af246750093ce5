/** A simulated cluster as a file, and faults that it keeps for later commands. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mysqlGroup, openShop } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'

describe('an export', () => {
  test('imported under another name holds the same objects and the same data', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
    const cwd = temporaryDirectory()
    expect(await shop.run('sim export shop.zip', { cwd })).toMatchObject({ exit: 0, out: '' })
    const other = await openShop()
    expect(await other.run('sim import shop.zip copy', { cwd })).toMatchObject({ exit: 0 })
    const all = 'get pvc,pods,volumesnapshots,gvs -n shop -o json'
    expect((await other.run(`${all} --sim=copy`)).out).toBe((await shop.run(`${all} --sim`)).out)
    expect((await other.run('clone gvs/orders-before-upgrade -n shop -y --sim=copy')).exit).toBe(0)
    const again = await shop.run('sim export again.zip', { cwd })
    expect(again.exit).toBe(0)
    expect(readFileSync(join(cwd, 'again.zip')).equals(readFileSync(join(cwd, 'shop.zip')))).toBe(true)
  })

  test('that is damaged, cut off or something else is refused, and nothing is changed', async () => {
    const shop = await openShop('mysql.yaml')
    const cwd = temporaryDirectory()
    await shop.run('sim export whole.zip', { cwd })
    const whole = readFileSync(join(cwd, 'whole.zip'))
    for (const at of [200, Math.floor(whole.length / 2), whole.length - 400]) {
      const damaged = Uint8Array.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      writeFileSync(join(cwd, 'damaged.zip'), damaged)
      const { exit, err } = await shop.run('sim import damaged.zip other', { cwd })
      expect({ at, exit, err }).toMatchObject({ exit: 1, err: expect.stringContaining('damaged.zip') })
    }
    writeFileSync(join(cwd, 'cut.zip'), whole.subarray(0, whole.length / 2))
    writeFileSync(join(cwd, 'text.zip'), 'no zip')
    for (const file of ['cut.zip', 'text.zip'])
      expect(await shop.run(`sim import ${file} other`, { cwd })).toMatchObject({ exit: 1 })
    expect(await shop.run('sim import gone.zip other', { cwd })).toMatchObject({ exit: 4 })
    expect((await shop.run('sim list -o name')).out).toBe('default\n')
    expect(await shop.run('sim import whole.zip', { cwd })).toMatchObject({ exit: 2 })
    expect(await shop.run('sim import whole.zip --replace', { cwd })).toMatchObject({ exit: 0 })
  })
})

describe('a fault that the cluster keeps', () => {
  test('strikes the commands that follow, which say so, until its time on the clock of the cluster is over', async () => {
    const shop = await openShop('mysql.yaml')
    expect((await shop.run('sim fault add api-down:10m')).out).toBe('fault/1 added: api-down:10m\n')
    const down = await shop.run('get pvc -n shop --sim')
    expect(down).toMatchObject({ exit: 6, out: '' })
    expect(down.err).toContain('Fault api-down:10m: the API server is not reached')
    expect((await shop.run('sim fault list')).out).toMatch(/^1 +api-down:10m +10 min more/m)
    expect((await shop.run('sim advance 11m --sim')).exit).toBe(0)
    expect((await shop.run('get pvc -n shop --sim')).exit).toBe(0)
  })

  test('strikes once when it has no time, and is forgotten then', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('sim fault add exec-drop@1')
    expect((await shop.run('get pvc -n shop --sim')).err).toBe('')
    const { err } = await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
    expect(err).toContain('Fault exec-drop@1: the connection of a command breaks')
    expect(JSON.parse((await shop.run('sim fault list -o json')).out)).toEqual([])
  })

  test('is cleared by its number, or with all others', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('sim fault add api-down:1h storage-error:1h exec-fail')
    expect((await shop.run('sim fault clear 1')).out).toBe('fault/1 cleared\n')
    expect((await shop.run('sim fault clear 7')).exit).toBe(4)
    expect((await shop.run('sim fault clear')).out).toBe('fault/2 cleared\nfault/3 cleared\n')
    expect((await shop.run('sim fault list')).err).toBe('Nothing is made to go wrong.\n')
  })

  test.each(['nonsense', 'api-down:soon', 'crash'])('%s is refused', async fault => {
    expect((await (await openShop('mysql.yaml')).run(`sim fault add ${fault}`)).exit).toBe(2)
  })
})
