/** A restore in place is tried like a snapshot: in copies of the cluster, with faults, and checked on the bytes. */

import { beforeAll, describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { mysqlGroup, openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
})

const restore = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotRestore
metadata:
  name: back
  namespace: shop
spec:
  sourceName: orders-before-upgrade
  sourceNamespace: shop
  groupSnapshot: true
`
const simulate = (words: string, stdin = restore) => shop.run(`simulate --sim -f - ${words}`, { stdin })

describe('simulate of a VolumeSnapshotRestore', () => {
  test('says what the application finds and how long it is stopped', async () => {
    const before = (await shop.run('get all,pv -A -o yaml --sim')).out
    const { exit, out } = await simulate('--runs 2')
    expect(out).toContain('Every promise is kept.')
    expectGolden('simulate-restore', out)
    expect(exit).toBe(0)
    expect((await shop.run('get all,pv -A -o yaml --sim')).out).toBe(before)
  })

  test('with a storage that fails, it is the snapshot or the old data, and the JSON has the promised shape', async () => {
    const { exit, out } = await simulate('--runs 3 --fault storage-error:5m --fault crash -o json')
    const report = JSON.parse(out)
    expect(Object.keys(report)).toEqual(['seed', 'runs', 'executor', 'consistency', 'frozenMs', 'broken', 'ok'])
    expect(report).toMatchObject({ runs: 3, frozenMs: { max: 0 }, broken: [], ok: true })
    expect(exit).toBe(0)
  })

  test('STORK waits for ever where the pods are not its own to schedule', async () => {
    const { exit, out } = await simulate('--runs 1 --executor stork')
    expect(out).toContain('the run ends')
    expect(exit).toBe(1)
  })

  test('a snapshot that is nowhere is said to be missing', async () => {
    const { exit, err } = await simulate('', restore.replace('orders-before-upgrade', 'gone'))
    expect({ exit, err }).toEqual({ exit: 4, err: expect.stringContaining('no GroupVolumeSnapshot "gone"') })
  })
})
