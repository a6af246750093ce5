import { beforeAll, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
})

test('one claim is taken without a spec', async () => {
  const { exit, out } = await shop.run('snapshot mysql-data --name one -n shop -y --sim')
  expect(exit).toBe(0)
  expectGolden('snapshot-one', out)
})

test('claims with a label are taken as a group', async () => {
  const { exit, out } = await shop.run('snapshot -l app=mysql --name all -n shop -y -o name --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: 'groupvolumesnapshot.stork.libopenstorage.org/all\n' })
  expect((await shop.run('get gvs all -n shop --sim')).out).toContain('Successful')
})

test('--dry-run shows the plan and takes nothing', async () => {
  const { exit, out } = await shop.run('snapshot mysql-data --name none -n shop --dry-run --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('none') })
  expect((await shop.run('get vs none -n shop --sim')).exit).toBe(4)
})

test('--rule-for brings the rule of the library along, and the application is held still', async () => {
  const { exit, out } = await shop.run('snapshot -l app=mysql --rule-for auto --name held -n shop -y --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('application-consistent') })
  expect((await shop.run('get rule held-pre -n shop --sim')).out).toContain('app=mysql')
})

test.each([
  ['snapshot mysql-data --rule-for mysqll -n shop --sim', 4, 'Did you mean "mysql"?'],
  ['snapshot mysql-data --rule-for kafka -n shop --sim', 1, 'no rule for'],
  ['snapshot mysql-data --rule-for mysql --pre x -n shop --sim', 2, 'makes the rules itself'],
  ['snapshot -n shop --sim', 2, 'snapshot needs claims'],
  ['snapshot gone -n shop --sim', 4, 'There is no claim "gone"'],
  ['snapshot mysql-data -l app=mysql -n shop --sim', 2, 'cannot be used together'],
  ['snapshot -l app!=mysql -n shop --sim', 2, 'by labels KEY=VALUE only'],
  ['snapshot mysql-data --credential c -n shop --sim', 2, '--cloud is missing'],
  ['snapshot mysql-data --pre no-such-rule -n shop -y --sim', 4, 'no-such-rule'],
])('%s is exit code %i', async (line, exit, message) => {
  expect(await shop.run(line)).toMatchObject({ exit, err: expect.stringContaining(message) })
})
