/** Who carries out specs while a cluster is served, and what is left when that ends. */

import { carryOutWhileServed, type ServedExecutor } from '@pxsnap/core/simulation'
import { preSnapshotRule, valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { mysql, mysqlLock, openShop, refOf, type Shop, volumeSnapshot } from '../support/shop.ts'

const snapshot = volumeSnapshot('nightly', 'mysql-data', { [preSnapshotRule.key]: 'mysql-lock' })
const isReady = ({ cluster }: Shop) =>
  JSON.stringify(valueAt(cluster.plane.get(refOf(snapshot)), ['status', 'conditions']) ?? []).includes('"Ready"')
const storks = ({ cluster }: Shop) =>
  cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', labels: { name: 'stork' } }).items

async function serving(executor: ServedExecutor): Promise<{ shop: Shop; stop: () => Promise<void> }> {
  const shop = await openShop(3, ...mysql(), mysqlLock)
  const end = new AbortController()
  const work = carryOutWhileServed(shop.cluster, executor, end.signal)
  await shop.cluster.advance(1_000)
  return {
    shop,
    stop: () => {
      end.abort(new Error('stopped'))
      return shop.cluster.drive(work)
    },
  }
}

async function until(shop: Shop, holds: () => boolean): Promise<void> {
  for (let count = 0; count < 3_000 && !holds(); count++) await shop.cluster.advance(20)
  expect(holds()).toBe(true)
}

describe('a served cluster', () => {
  test('has a STORK that tools find, and that carries out what is created; both are gone afterwards', async () => {
    const { shop, stop } = await serving('stork')
    expect(storks(shop).map(pod => valueAt(pod, ['status', 'phase']))).toEqual(['Running'])
    shop.cluster.plane.create(snapshot)
    await until(shop, () => isReady(shop))
    await stop()
    expect(storks(shop)).toEqual([])
  })

  test('with our engine carries out what is created, and looks like a cluster without STORK', async () => {
    const { shop, stop } = await serving('pxsnap')
    expect(storks(shop)).toEqual([])
    shop.cluster.plane.create(snapshot)
    await until(shop, () => isReady(shop))
    await stop()
    expect(shop.cluster.pods.frozenPods()).toEqual([])
  })

  test('stopped in the middle of a freeze, it thaws before it ends', async () => {
    const { shop, stop } = await serving('pxsnap')
    shop.cluster.plane.create(snapshot)
    await until(shop, () => shop.cluster.pods.frozenPods().length > 0)
    await stop()
    expect(shop.cluster.pods.frozenPods()).toEqual([])
  })

  test('with nobody leaves objects alone', async () => {
    const { shop, stop } = await serving('none')
    shop.cluster.plane.create(snapshot)
    await shop.cluster.advance(10_000)
    expect(isReady(shop)).toBe(false)
    await stop()
  })
})
