import { beforeEach, describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop

beforeEach(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('sim up staging')
})

describe('pair', () => {
  test('follows the pair until the other cluster and its storage have answered', async () => {
    const { exit, out } = await shop.run('pair to-staging --to staging -n shop --sim')
    expect({ exit, out }).toEqual({
      exit: 0,
      out: 'clusterpair.stork.libopenstorage.org/to-staging created\nclusterpair/to-staging ready\n',
    })
    expectGolden('get-clusterpair', (await shop.run('get clusterpairs -n shop --sim')).out)
  })

  test('the spec it writes has no error; its token opens nothing', async () => {
    const { out } = await shop.run('pair to-staging --to staging -n shop -o yaml --sim')
    const [spec] = out.split('\nstatus:')
    const { exit, out: findings } = await shop.run('lint -f -', { stdin: `${spec}\n` })
    expect({ exit, findings }).toMatchObject({ exit: 0 })
    expect(findings).not.toContain('error')
  })

  test('a cluster that is not there, or the own one, is refused with what to do', async () => {
    const missing = await shop.run('pair p --to nowhere -n shop --sim')
    expect(missing).toMatchObject({ exit: 4, err: expect.stringContaining('sim up nowhere') })
    expect(await shop.run('pair p --to default -n shop --sim')).toMatchObject({ exit: 2 })
    expect(await shop.run('pair p -n shop --sim')).toMatchObject({ exit: 2 })
  })
})

describe('migrate', () => {
  beforeEach(async () => {
    await shop.run('pair to-staging --to staging -n shop --sim')
  })

  test('shows the plan, moves the application with its data, and says what it did', async () => {
    const plan = await shop.run('migrate shop --to to-staging --dry-run --sim')
    expect(plan.exit).toBe(0)
    const { exit, out, err } = await shop.run('migrate shop --to to-staging --sim')
    expect(exit).toBe(0)
    expectGolden('migrate', `${plan.out}--- migrate\n${out}--- standard error\n${err}`)
    expect((await shop.run('get pods -n shop --sim')).out).not.toContain('mysql-0')
    expect((await shop.run('get pods -n shop --sim=staging')).out).toContain('Running')
    expectGolden('get-migration', (await shop.run('get migrations -n shop --sim')).out)
    expectGolden('describe-migration', (await shop.run('describe migration shop-to-to-staging -n shop --sim')).out)
    const timeline = await shop.run('timeline migration shop-to-to-staging -n shop --sim')
    expect(timeline.exit).toBe(0)
  })

  test('--no-start copies: both sides as asked, and a second one goes under another name', async () => {
    const { exit, err } = await shop.run('migrate shop --to to-staging --no-start -y --sim')
    expect({ exit, err }).toMatchObject({ exit: 0 })
    expect((await shop.run('get pods -n shop --sim')).out).toContain('mysql-0')
    expect((await shop.run('get pods -n shop --sim=staging')).out).not.toContain('mysql-0')
    expect((await shop.run('get statefulset mysql -n shop --sim=staging -o name')).exit).toBe(0)
    const again = await shop.run('migrate shop --to to-staging -y --sim')
    expect(again).toMatchObject({ exit: 0, out: expect.stringContaining('shop-to-to-staging-2') })
  })

  test('a move that was given up in the middle goes on with the same command', async () => {
    const half = await shop.run('migrate shop --to to-staging --timeout 1300ms --sim')
    expect(half).toMatchObject({ exit: 7, out: expect.stringContaining('The same command goes on with it') })
    expect(half.out).toContain('the applications stand still here; deleting the migration starts them again')
    expect((await shop.run('get migrations -n shop --sim')).out).toContain('InProgress')
    const { exit, out, err } = await shop.run('migrate shop --to to-staging --sim')
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('shop-to-to-staging done') })
    expect(err).toContain('Going on with the migration shop-to-to-staging.')
    expect((await shop.run('get pods -n shop --sim')).out).not.toContain('mysql-0')
    expect((await shop.run('get pods -n shop --sim=staging')).out).toContain('Running')
  })

  test('deleted before the switch, it starts the application here again and leaves nothing there', async () => {
    await shop.run('migrate shop --to to-staging --timeout 1300ms --sim')
    const { exit } = await shop.run('delete migration shop-to-to-staging -n shop -y --sim')
    expect(exit).toBe(0)
    expect((await shop.run('get pods -n shop --sim')).out).toContain('mysql-0')
    expect((await shop.run('get pvc,statefulsets -n shop -o name --sim=staging')).out).toBe('')
  })

  test('the same from a file with apply', async () => {
    const stdin = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Migration
metadata: {name: by-file, namespace: shop}
spec: {clusterPair: to-staging, namespaces: [shop], startApplications: true}
`
    const { exit, out } = await shop.run('apply --sim -f - -y', { stdin })
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('migration/by-file done') })
  })

  test('what is not there is said before anything is written', async () => {
    const missing = await shop.run('migrate shop --to nowhere --sim')
    expect(missing).toMatchObject({ exit: 4, err: expect.stringContaining('no ClusterPair "nowhere"') })
    const namespace = await shop.run('migrate warehouse --to to-staging -n shop --sim')
    expect(namespace.exit).not.toBe(0)
    expect(namespace.err).toContain('warehouse')
    const rule = await shop.run('migrate shop --to to-staging --pre no-such-rule --sim')
    expect(rule).toMatchObject({ exit: 4, err: expect.stringContaining('no-such-rule') })
    await shop.run('sim down staging')
    const gone = await shop.run('migrate shop --to to-staging --sim')
    expect(gone).toMatchObject({ exit: 4, err: expect.stringContaining('leads to no cluster') })
    expect((await shop.run('get migrations -n shop -o name --sim')).out).toBe('')
  })
})
