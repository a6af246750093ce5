/** The plan command for what is not a snapshot: restores, schedules, rules and migrations, by either executor. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { openShop } from './shop.ts'

const shown = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const nightly = readFileSync(`${shown}/nightly.yaml`, 'utf8')

const planned = async (spec: string, words = '') => {
  const { out, exit, err } = await runCommand(`plan -f orders.yaml -f - ${words} -o json`, { cwd: shown, stdin: spec })
  if (out === '') throw new Error(err)
  return { exit, ...JSON.parse(out) }
}
const codes = (report: { readonly findings: readonly { readonly code: string }[] }) =>
  report.findings.map(({ code }) => code).filter(code => code.startsWith('plan/'))
const shape = ['exit', 'executor', 'members', 'commands', 'freeze', 'writes', 'findings', 'ok']

const policy = `
apiVersion: stork.libopenstorage.org/v1alpha1
kind: SchedulePolicy
metadata: {name: night}
policy:
  daily: {time: '11:30PM', retain: 3}
---
`
const schedule = `${policy}
apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotSchedule
metadata: {name: orders, namespace: shop}
spec:
  schedulePolicyName: night
  template:
    spec: {persistentVolumeClaimName: orders-tables}
`

describe('a schedule', () => {
  test.each(['pxsnap', 'stork'])('is planned as the snapshot that its next run makes, by %s', async executor => {
    const report = await planned(schedule, `--executor ${executor}`)
    expect(Object.keys(report)).toEqual(shape)
    expect(report.members).toMatchObject([{ namespace: 'shop', claim: 'orders-tables' }])
    const made = report.writes.find(({ kind }: { kind: string }) => kind === 'VolumeSnapshot')
    expect(made).toMatchObject({ verb: 'create', namespace: 'shop' })
    expect(made.name).toMatch(/^orders-daily-.*-233000$/)
    const { out } = await runCommand(`plan -f orders.yaml -f - --executor ${executor}`, { cwd: shown, stdin: schedule })
    expect(out).toContain('The next run is at 2026-01-01T23:30:00')
  })

  test('a policy that is nowhere, a suspended one', async () => {
    expect(codes(await planned(schedule.replace(policy, '')))).toEqual(['plan/policy-missing'])
    const suspended = await planned(
      schedule.replace('spec:\n  schedulePolicy', 'spec:\n  suspend: true\n  schedulePolicy'),
    )
    expect(codes(suspended)).toContain('plan/suspended')
  })
})

test('a rule alone: which commands in which pods, and nothing is written', async () => {
  const [rule = ''] = nightly.split(/^---$/m)
  const report = await planned(rule)
  expect(report.commands).toMatchObject([{ when: 'pre', namespace: 'shop', pod: 'orders-0', background: true }])
  expect(report.freeze).toMatchObject({ typicalMs: 0, longestMs: 0 })
  const missing = await planned(rule.replace('app: orders', 'app: nobody'))
  expect(codes(missing)).toEqual(['plan/rule-matches-nothing'])
})

test('a migration without its pair says how to make one', async () => {
  const report = await planned(`
apiVersion: stork.libopenstorage.org/v1alpha1
kind: Migration
metadata: {name: move, namespace: shop}
spec: {clusterPair: east, namespaces: [shop], startApplications: true}
`)
  expect(codes(report)).toEqual(['plan/pair-missing'])
  expect(report.ok).toBe(false)
})

describe('a restore in place, in a copy of a simulated cluster', () => {
  const restore = `
apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotRestore
metadata: {name: back, namespace: shop}
spec: {sourceName: mysql-nightly, sourceNamespace: shop, groupSnapshot: true}
`
  test('stops workloads instead of freezing, and STORK looks who scheduled the pods', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('apply --sim -f - -y', { stdin: nightly.replaceAll('orders', 'mysql') })
    const ours = JSON.parse((await shop.run('plan --sim -f - -o json', { stdin: restore })).out)
    expect(ours.ok).toBe(true)
    expect(ours.members.length).toBeGreaterThan(0)
    expect(ours.freeze).toMatchObject({ typicalMs: 0, longestMs: 0 })
    expect(ours.freeze.because).toContain('StatefulSet mysql stands still instead')
    expect(ours.writes.filter(({ kind }: { kind: string }) => kind === 'StatefulSet')).toHaveLength(2)
    const stork = JSON.parse((await shop.run('plan --sim -f - --executor stork -o json', { stdin: restore })).out)
    expect(codes(stork)).toEqual(['plan/scheduler-not-stork', 'plan/not-atomic'])
    expect(stork.writes).toContainEqual({ verb: 'delete', kind: 'Pod', namespace: 'shop', name: 'mysql-0' })
  })
})

test('simulate says that it does not try what only plan knows', async () => {
  const pair =
    'apiVersion: stork.libopenstorage.org/v1alpha1\nkind: ClusterPair\nmetadata: {name: there, namespace: shop}\n'
  const { exit, err } = await runCommand('simulate -f orders.yaml -f -', { cwd: shown, stdin: pair })
  expect(err).toContain('simulate does not try a ClusterPair; plan says')
  expect(exit).toBe(2)
})
