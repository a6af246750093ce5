import { beforeAll, describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { mysqlGroup, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop('mysql.yaml', 'cassandra.yaml')
  await shop.run('apply --sim -f - -y', { stdin: mysqlGroup })
  await shop.run('clone gvs/orders-before-upgrade -n shop -y --sim')
})

describe('what an object hangs together with', () => {
  test('a group: its snapshots, their data and their clones', async () => {
    const { exit, out } = await shop.run('tree gvs orders-before-upgrade -n shop --sim')
    expect(exit).toBe(0)
    expectGolden('tree-group', out)
  })

  test('from a pod the tree begins at its workload, down to the volumes', async () => {
    const { items } = JSON.parse((await shop.run('get pods -n shop -o json --sim')).out) as {
      readonly items: readonly { readonly metadata: { readonly name: string } }[]
    }
    const name = items.find(({ metadata }) => metadata.name.startsWith('mysql'))?.metadata.name ?? ''
    const { out } = await shop.run(`tree pod/${name} -n shop -o json --sim`)
    const tree = JSON.parse(out) as { readonly kind: string }
    expect(tree.kind).toMatch(/Deployment|StatefulSet/)
    expect(out).toContain('"relation": "volume"')
  })

  test('an object that is not there is exit code 4', async () => {
    expect(await shop.run('tree gvs gone -n shop --sim')).toMatchObject({ exit: 4 })
  })
})

describe('what happened to a claim', () => {
  test('its snapshots and clones in the order of their times, and the last one that can be used', async () => {
    const claims = (await shop.run('get pvc -n shop -l app=mysql -o name --sim')).out.trim().split('\n')
    const { exit, out, err } = await shop.run(`history ${claims[0]?.split('/')[1]} -n shop --sim`)
    expect(exit).toBe(0)
    expectGolden('history', `${out}--- standard error\n${err}`)
  })
})

describe('what the commands of a rule printed', () => {
  test('each with its pod, and without the password', async () => {
    const { exit, out } = await shop.run('logs gvs orders-before-upgrade -n shop --sim')
    expect(exit).toBe(0)
    expect(out).toContain('$ mysql --user=root')
    expectGolden('logs', out)
  })

  test('what nobody carried out has none', async () => {
    expect(await shop.run('logs rule orders-lock -n shop --sim')).toMatchObject({
      exit: 4,
      err: expect.stringContaining('pxsnap has not carried it out'),
    })
  })
})

describe('one screen for the cluster', () => {
  test('says which applications are protected and which are not', async () => {
    const { exit, out } = await shop.run('status --sim')
    expect(exit).toBe(0)
    expectGolden('status', out)
  })

  test('for programs the same as JSON', async () => {
    const { out } = await shop.run('status -o json --sim')
    const { applications } = JSON.parse(out) as {
      readonly applications: readonly { readonly state: string; readonly unprotected: readonly string[] }[]
    }
    expect(applications.map(({ state }) => state).sort()).toEqual(['never', 'protected'])
  })

  test('an empty cluster says so', async () => {
    const empty = await openShop()
    await empty.run('sim up')
    expect((await empty.run('status --sim')).out).toBe('No application with claims is here.\n')
  })
})
