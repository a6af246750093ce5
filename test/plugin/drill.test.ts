import { beforeAll, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { mysqlGroup, openShop, type Shop } from './shop.ts'

let shop: Shop

const apart = `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata: {name: data-only, namespace: shop}
spec: {persistentVolumeClaimName: mysql-data}
`

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
})

test('a copy of the application starts on clones of the snapshot, and nothing is left of it', async () => {
  const before = (await shop.run('get pods,pvc,pv -n shop -o name --sim')).out
  const { exit, out, err } = await shop.run('drill gvs/orders-before-upgrade -n shop -y --sim')
  expect(exit).toBe(0)
  expectGolden('drill', `${out}--- standard error\n${err}`)
  expect((await shop.run('get pods,pvc,pv -n shop -o name --sim')).out).toBe(before)
})

test('for programs', async () => {
  const { exit, out } = await shop.run('drill gvs/orders-before-upgrade -n shop -y -o json --sim')
  expect(exit).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ ok: true, startMs: expect.any(Number), verdict: { verdict: 'clean' } })
})

test('a snapshot of a part of the application is refused', async () => {
  await shop.run('apply --sim -f - -y', { stdin: apart })
  const { exit, err } = await shop.run('drill data-only -n shop -y --sim')
  expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('also needs the claim mysql-log') })
})

test('--dry-run shows what would be started and starts nothing', async () => {
  const { exit, out } = await shop.run('drill gvs/orders-before-upgrade -n shop --dry-run --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('drill-1-pod') })
  expect((await shop.run('get pod drill-1-pod -n shop --sim')).exit).toBe(4)
})
