/** `apply --executor stork`: the embedded STORK carries specs out, with its story, the truth about freezes and an honest end. */

import { describe, expect, test } from 'vitest'
import { mysqlGroup, openShop } from './shop.ts'

const single = (name: string, annotations: string) =>
  `apiVersion: volumesnapshot.external-storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata:\n  name: ${name}\n  namespace: shop\n  annotations: {${annotations}}\nspec:\n  persistentVolumeClaimName: mysql-data\n`

describe('apply --executor stork', () => {
  test('tells what STORK does, and how long the application really stood still', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, out, err } = await shop.run('apply --sim --executor stork -f -', { stdin: mysqlGroup })
    expect(err).toContain('The pre rule orders-lock: executor pod pod-cmd-executor-')
    expect(err).toMatch(/ 3\d\.\d\ds {2}groupvolumesnapshot\/orders-before-upgrade {2}The back end has cut 2 volumes/)
    expect(out).toContain('groupvolumesnapshot/orders-before-upgrade successful, says STORK')
    expect(out).toMatch(/mysql-0 stood still for 2\d(\.\d)? s/)
    expect(exit).toBe(0)
  })

  test('what it made waits for STORK when it is deleted, and goes with --executor stork', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('apply --sim --executor stork -f -', { stdin: mysqlGroup })
    const gone = 'delete gvs orders-before-upgrade -n shop -y --sim'
    expect(await shop.run(gone)).toMatchObject({ exit: 8, out: expect.stringContaining('--executor stork') })
    expect(await shop.run(`${gone} --executor stork`)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('orders-before-upgrade deleted'),
    })
    expect((await shop.run('get vs,gvs -n shop -o name --sim')).out).toBe('')
  })

  test('1: what STORK shows as Error while it goes on trying', async () => {
    const shop = await openShop('mysql.yaml')
    const stdin = single('one', 'stork.libopenstorage.org/pre-snapshot-rule: not-there')
    const { exit, out } = await shop.run('apply --sim --executor stork -f - --timeout 1m', { stdin })
    expect(out).toContain('volumesnapshot/one failed')
    expect(out).toContain('STORK would go on trying.')
    expect(exit).toBe(1)
  })

  test('7: what neither fails nor ends', async () => {
    const shop = await openShop('mysql.yaml')
    const stdin = `apiVersion: stork.libopenstorage.org/v1alpha1\nkind: GroupVolumeSnapshot\nmetadata: {name: none, namespace: shop}\nspec: {pvcSelector: {matchLabels: {app: nobody}}}\n`
    const { exit, err } = await shop.run('apply --sim --executor stork -f - --timeout 1m', { stdin })
    expect(err).toContain('found no PVCs')
    expect(exit).toBe(7)
  })

  test('findings of level error are shown and stop nothing', async () => {
    const shop = await openShop('mysql.yaml')
    const stdin = single('one', 'px/pre-snap-command: "mysql -e \'flush tables\'"')
    const { exit, out, err } = await shop.run('apply --sim --executor stork -f -', { stdin })
    expect(err).toContain('px/pre-snap-command')
    expect(out).toContain('volumesnapshot/one successful, says STORK')
    expect(out).not.toContain('stood still')
    expect(exit).toBe(0)
  })

  test('each executor leaves alone what the other has begun', async () => {
    const shop = await openShop('mysql.yaml')
    const stdin = single('one', '')
    expect((await shop.run('apply --sim -f -', { stdin })).exit).toBe(0)
    const before = (await shop.run('get vs one -n shop --sim -o yaml')).out
    await shop.run('apply --sim --executor stork -f -', { stdin: single('two', '') })
    expect((await shop.run('get vs one -n shop --sim -o yaml')).out).toBe(before)
    const again = await shop.run('apply --sim -f -', { stdin: single('two', '') })
    expect(again.out).toContain('somebody else')
  })

  test('data only on standard output with -o json', async () => {
    const shop = await openShop('mysql.yaml')
    const { out } = await shop.run('apply --sim --executor stork -f - -o json', { stdin: mysqlGroup })
    expect(JSON.parse(out).items).toHaveLength(2)
  })
})
