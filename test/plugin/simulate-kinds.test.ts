/** simulate of schedules and migrations: what each needs, what stays as it is, and how a story is told again. */

import { beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('sim up staging')
  await shop.run('pair to-staging --to staging -n shop --sim')
})

const policy = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: SchedulePolicy
metadata: {name: hours}
policy: {interval: {intervalMinutes: 240, retain: 2}}
---
`
const nights = policy.replace('interval: {intervalMinutes: 240, retain: 2}', 'daily: {time: "10:00PM", retain: 2}')
const schedule = (spec = '') => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotSchedule
metadata: {name: often, namespace: shop}
spec:
  schedulePolicyName: hours
  template: {spec: {persistentVolumeClaimName: mysql-data}}
${spec}`
const migration = (pair: string, namespace = 'shop') => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Migration
metadata: {name: move, namespace: ${namespace}}
spec: {clusterPair: ${pair}, namespaces: [${namespace}], startApplications: true}
`
const simulate = (words: string, stdin: string) => shop.run(`simulate -f - ${words}`, { stdin })
const everything = async () =>
  (await shop.run('get all,pvc,pv,migrations,volumesnapshotschedules -A -o yaml --sim')).out +
  (await shop.run('get all,pvc,pv -A -o yaml --sim=staging')).out

describe('of a VolumeSnapshotSchedule', () => {
  test('runs for as many days as are asked for, and changes nothing', async () => {
    const before = await everything()
    const { exit, out } = await simulate('--sim --runs 2 --days 2', policy + schedule())
    expect(out).toContain('often in 2 days (seed 1): 13 interval (the policy keeps 2; 2 kept, 11 deleted)')
    expect(exit).toBe(0)
    expect(await everything()).toBe(before)
  })
  test('tells a broken promise in one day where one is enough, and tells it again', async () => {
    const fault = '--executor stork --runs 1 --fault storage-hang:90s@0s'
    const { exit, out } = await simulate(
      `--sim --days 2 ${fault}`,
      nights + schedule('  preExecRule: orders-lock\n') + rule,
    )
    expect(exit).toBe(1)
    const again = /^ {2}Again: kubectl pxsnap (.*)$/m.exec(out)?.[1] ?? ''
    expect(again).toMatch(/--days 1 --fault storage-hang:\S+ (--without \S+ )?--seed 1 --runs 1$/)
    const told = await shop.run(again, { stdin: nights + schedule('  preExecRule: orders-lock\n') + rule })
    expect(told.out).toContain('every freeze ends within its budget')
    expect(told.exit).toBe(1)
  })
  test('says what is missing', async () => {
    expect(await simulate('--sim', schedule())).toMatchObject({
      exit: 4,
      err: expect.stringContaining('cannot be tried: there is no policy "hours"'),
    })
    expect(await simulate('--sim', policy + schedule('  suspend: true\n'))).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is suspended, so nothing would run'),
    })
    expect((await simulate('', policy + schedule())).err).toContain('Add the manifests of the application')
    expect((await simulate('--sim --days 0', policy + schedule())).exit).toBe(2)
  })
})

const rule = `---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata: {name: orders-lock, namespace: shop}
rules:
  - podSelector: {app: mysql}
    actions:
      - type: command
        background: true
        value: mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock;system \${WAIT_CMD};'
`

describe('of a Migration', () => {
  test('moves the application between copies of both clusters, and changes neither', async () => {
    const before = await everything()
    const { exit, out } = await simulate('--sim --runs 2 --fault crash', migration('to-staging'))
    expect(out).toContain('Every promise is kept.')
    expect(out).toContain('The application found there what it had left here.')
    expect(exit).toBe(0)
    expect(await everything()).toBe(before)
  })
  test('of the cluster itself is tried by its name, and the JSON has the promised keys', async () => {
    const own = await openShop('mysql.yaml')
    await own.run('sim up staging')
    await own.run('pair to-staging --to staging -n shop --sim')
    await own.run('sim load --sim -f -', { stdin: migration('to-staging') })
    const { exit, out } = await own.run('simulate migration move -n shop --sim --runs 1 -o json')
    expect(exit).toBe(0)
    const report = JSON.parse(out)
    expect(Object.keys(report)).toEqual(['seed', 'runs', 'executor', 'consistency', 'frozenMs', 'broken', 'ok'])
    expect(report).toMatchObject({ consistency: { application: 1 }, ok: true })
  })
  test('says where a pair leads to nothing that can be copied', async () => {
    expect(await simulate('--sim', migration('nowhere'))).toMatchObject({
      exit: 4,
      err: expect.stringContaining('there is no ClusterPair "nowhere" in namespace shop'),
    })
    const real = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: ClusterPair
metadata: {name: real, namespace: shop}
spec: {config: {current-context: a, contexts: {a: {cluster: a}}, clusters: {a: {server: "https://10.0.0.1"}}}}
---
`
    expect((await simulate('--sim', real + migration('real'))).err).toContain('leads to no simulated cluster')
    expect((await simulate('--sim', migration('to-staging', 'nothing'))).err).toContain('there is no namespace nothing')
  })
})
