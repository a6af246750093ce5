/** What `wait` says and with which exit code it ends. */

import { beforeAll, describe, expect, test } from 'vitest'
import { waitCondition } from '../../plugin/wait-condition.ts'
import { mysqlGroup, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
})

const object = (status: object, generation?: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', ...(generation === undefined ? {} : { generation }) },
  status,
})

describe('a condition', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] }
  test.each([
    ['condition=Ready', object(ready), 'met'],
    ['condition=ready=true', object(ready), 'met'],
    ['condition=Ready=False', object(ready), 'not-yet'],
    ['condition=Ready', object({ ...ready, observedGeneration: 1 }, 2), 'not-yet'],
    ['jsonpath={.status.phase}=Bound', object({ phase: 'Bound' }), 'met'],
    ['jsonpath={.status.phase}=Bound', object({ phase: 'Pending' }), 'not-yet'],
    ['jsonpath={.status.phase}', object({ phase: 'Pending' }), 'met'],
    ['jsonpath={.status.conditions[?(@.type=="Ready")].status}=True', object(ready), 'met'],
    ['jsonpath={.status.ready}=true', object({ ready: true }), 'met'],
    ['stage=Final', object({ stage: 'Final' }), 'met'],
    ['stage=Snapshot', object({ stage: 'PreSnapshot' }), 'not-yet'],
    ['stage=Snapshot', object({ stage: 'Final' }), 'failed'],
  ])('%s', (text, on, is) => {
    expect(waitCondition(text).met(on).is).toBe(is)
  })

  test.each(['', 'condition=', 'colour=red', 'jsonpath={.a[}'])('--for=%s is refused', text => {
    expect(() => waitCondition(text)).toThrow()
  })
})

describe('the exit code', () => {
  test('is 0 for what holds already, with a line as kubectl prints it', async () => {
    expect(await shop.run('wait --for=usable gvs/orders-before-upgrade -n shop --sim')).toEqual({
      exit: 0,
      out: 'groupvolumesnapshot.stork.libopenstorage.org/orders-before-upgrade condition met\n',
      err: '',
    })
    expect((await shop.run('wait --for=condition=Ready pod --all -n shop --sim')).exit).toBe(0)
    expect((await shop.run('wait --for=delete pvc/gone -n shop --sim')).exit).toBe(0)
  })

  test('is 7 when the time is up, of the clock of the cluster', async () => {
    const { exit, err } = await shop.run(
      'wait --for=condition=Never pod -l app=mysql -n shop --timeout 2h --sim --sim-speed max',
    )
    expect(exit).toBe(7)
    expect(err).toContain('After 7200 s "condition=Never" does not hold for pod/')
  })

  test('is 4 for what is not there', async () => {
    expect(await shop.run('wait --for=usable gvs/gone -n shop --sim')).toMatchObject({
      exit: 4,
      err: expect.stringContaining('There is no GroupVolumeSnapshot "gone"'),
    })
    expect((await shop.run('wait --for=usable gvs --all -n empty --sim')).exit).toBe(4)
  })

  test('is 2 for wrong usage', async () => {
    expect((await shop.run('wait gvs/orders-before-upgrade -n shop --sim')).exit).toBe(2)
    expect((await shop.run('wait --for=usable gvs -n shop --sim')).exit).toBe(2)
  })

  test('is 7, not 0, for a group that nobody has begun', async () => {
    const failed = JSON.stringify({
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'GroupVolumeSnapshot',
      metadata: { name: 'no-rule', namespace: 'shop' },
      spec: { preExecRule: 'missing', pvcSelector: { matchLabels: { app: 'mysql' } } },
    })
    await shop.run('sim load --sim -f -', { stdin: failed })
    expect((await shop.run('wait --for=create gvs/no-rule -n shop --sim')).exit).toBe(0)
    expect((await shop.run('wait --for=usable gvs/no-rule -n shop --timeout 5s --sim')).exit).toBe(7)
  })
})
