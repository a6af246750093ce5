import { beforeEach, describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { mysqlGroup, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeEach(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
})

describe('restore', () => {
  test('in place: the application is stopped, its claims are overwritten together, and it runs again', async () => {
    const { exit, out, err } = await shop.run('restore gvs/orders-before-upgrade --name back -n shop -y --sim')
    expect(err).toContain('stops statefulset/mysql (1 running) and starts it again')
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('back') })
    expectGolden('restore', out)
    expect(err).toMatch(/verdict on the restored claims: (clean|recovers)\./)
    expect((await shop.run('timeline volumesnapshotrestore back -n shop --sim')).out).not.toContain('Nothing has')
    expect((await shop.run('get statefulset mysql -n shop --sim -o jsonpath={.spec.replicas}')).out).toBe('1')
    expect((await shop.run('get volumesnapshotrestores back -n shop --sim')).out).toContain('Successful')
  })

  test('--dry-run says what would be stopped and overwritten', async () => {
    const { exit, out } = await shop.run('restore gvs/orders-before-upgrade --name back -n shop --dry-run --sim')
    expect(exit).toBe(0)
    expectGolden('restore-dry-run', out)
  })

  test('--scale-down=false refuses while the application runs', async () => {
    const { exit, err } = await shop.run('restore gvs/orders-before-upgrade --scale-down=false -n shop -y --sim')
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('--to PVC') })
  })

  test('what an earlier command has left in the middle goes on with the same command', async () => {
    expect(await shop.run('restore gvs/orders-before-upgrade -n shop -y --wait=false --sim')).toMatchObject({ exit: 0 })
    const { exit, out, err } = await shop.run('restore gvs/orders-before-upgrade -n shop -y --sim')
    expect({ exit, err }).toEqual({ exit: 0, err: expect.stringContaining('it goes on') })
    expect(err).toContain('verdict on the restored claims')
    expect(out).toContain('restored')
    expect((await shop.run('get volumesnapshotrestores -n shop -o name --sim')).out.trim().split('\n')).toHaveLength(1)
  })

  test('a name that is used up is refused, and nothing is said to be restored', async () => {
    await shop.run('restore gvs/orders-before-upgrade --name back -n shop -y --sim')
    const { exit, out, err } = await shop.run('restore gvs/orders-before-upgrade --name back -n shop -y --sim')
    expect({ exit, out, err }).toEqual({ exit: 1, out: '', err: expect.stringContaining('--name') })
  })

  test('stopped where the volumes are being overwritten, it goes to its end and says that it is restored', async () => {
    const interrupt = new AbortController()
    const { exit, out } = await shop.run('restore gvs/orders-before-upgrade -n shop -y --sim', {
      signal: interrupt.signal,
      onPrint: text => {
        if (text.includes('Restoring the volumes')) interrupt.abort(new Error('Interrupted.'))
      },
    })
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining(' restored\n') })
  })

  test('--to makes new claims and stops nothing', async () => {
    const { exit, out } = await shop.run('restore gvs/orders-before-upgrade --to a,b -n shop -y --sim')
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('persistentvolumeclaim/a') })
  })

  test.each([
    ['restore gone -n shop --sim', 4, 'gone'],
    ['restore rule/orders-lock -n shop --sim', 2, 'cannot be restored'],
    ['restore gvs/orders-before-upgrade --from shop -n shop --sim', 2, '--from goes with --to'],
  ])('%s is exit code %i', async (line, exit, message) => {
    expect(await shop.run(line)).toMatchObject({ exit, err: expect.stringContaining(message) })
  })
})
