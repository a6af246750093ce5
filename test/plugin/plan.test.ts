/** The plan command: what carrying out a spec will do, by our engine and by STORK as it is. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { matchesGolden } from '../support/golden.ts'
import { runCommand } from './run-command.ts'
import { openShop } from './shop.ts'

const shown = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const nightly = readFileSync(`${shown}/nightly.yaml`, 'utf8')
const orders = readFileSync(`${shown}/orders.yaml`, 'utf8')
const plan = (words: string, spec = nightly) =>
  runCommand(`plan -f orders.yaml -f - ${words}`, { cwd: shown, stdin: spec })
const planned = async (words: string, spec = nightly) => {
  const { out, exit } = await plan(`${words} -o json`, spec)
  return { exit, ...JSON.parse(out) }
}

test.each(['pxsnap', 'stork'])('a group with a lock, carried out by %s', async executor => {
  const { out, exit } = await plan(`--executor ${executor}`)
  matchesGolden('plan', `group-with-lock-${executor}.txt`, `${out}(exit code ${exit})\n`)
})

test('the JSON has exactly the promised shape', async () => {
  const { exit, ...report } = await planned('')
  expect(Object.keys(report)).toEqual(['executor', 'members', 'commands', 'freeze', 'writes', 'findings', 'ok'])
  expect(report.members.map(({ claim }: { claim: string }) => claim)).toEqual([
    'orders-binlog',
    'orders-redo',
    'orders-tables',
  ])
  expect(report.commands).toMatchObject([
    { when: 'pre', namespace: 'shop', pod: 'orders-0', container: 'mysql', background: true },
  ])
  expect(report.freeze).toMatchObject({ typicalMs: 800, longestMs: 60_000 })
  expect(report.writes.at(-1)).toMatchObject({ verb: 'create', kind: 'VolumeSnapshot', namespace: 'shop' })
  expect({ exit, ok: report.ok }).toEqual({ exit: 0, ok: true })
})

test('passwords in commands are taken out', async () => {
  const { out } = await plan('-o json', nightly.replace('$MYSQL_ROOT_PASSWORD', 'hunter2'))
  expect(out).toContain('--password=***')
  expect(out).not.toContain('hunter2')
})

test('the budget of the spec is what bounds the freeze', async () => {
  const short = nightly.replace(
    'name: orders-nightly',
    "name: orders-nightly\n  annotations: {pxsnap.io/freeze-budget: '20s'}",
  )
  expect((await planned('', short)).freeze.longestMs).toBe(20_000)
})

describe('what STORK would really do', () => {
  const codes = async (spec: string) => {
    const { ok, exit, findings } = await planned('--executor stork', spec)
    const own = findings.filter(({ code }: { code: string }) => code.startsWith('plan/'))
    return { ok, exit: exit === 0 ? 'done' : 'not done', own }
  }

  test('nothing bounds the freeze', async () => {
    const { freeze } = await planned('--executor stork')
    expect(freeze).toMatchObject({ typicalMs: 26_000, longestMs: null })
  })

  test('a rule that matches no pod runs nothing, and STORK reports success', async () => {
    const { ok, exit, own } = await codes(
      nightly.replace('      app: orders\n    actions', '      app: order\n    actions'),
    )
    expect({ ok, exit }).toEqual({ ok: false, exit: 'not done' })
    expect(own[0]).toMatchObject({ code: 'plan/rule-matches-nothing', severity: 'error' })
    expect(own[0].message).toContain('STORK would run nothing and report success')
  })

  test('a rule under the wrong key runs nothing either', async () => {
    const { ok, own } = await codes(nightly.replace('rules:', 'spec:'))
    expect(ok).toBe(false)
    expect(own).toMatchObject([{ code: 'plan/rule-empty' }])
  })

  test('a rule that is missing is waited for, for ever', async () => {
    const { own } = await codes(nightly.replace('preExecRule: orders-lock', 'preExecRule: orders-look'))
    expect(own).toMatchObject([{ code: 'plan/rule-missing' }])
  })

  test('a command in an annotation is never run', async () => {
    const spec = `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: one
  namespace: shop
  annotations: {px/pre-snap-command: "mysqladmin flush-tables"}
spec: {persistentVolumeClaimName: orders-tables}
`
    const { own } = await codes(spec)
    expect(own).toMatchObject([{ code: 'plan/annotation-inert' }])
  })

  test('a post rule of a cloud group waits for all uploads', async () => {
    const pair = nightly
      .replace('        background: true\n', '')
      .replace(/value: .*/, 'value: fsfreeze -f /var/lib/mysql')
      .replace('  maxRetries: 2', '  postExecRule: orders-lock\n  options: {portworx/snapshot-type: cloud}')
    const { freeze } = await planned('--executor stork', pair)
    // 32 GiB at 50 MiB/s.
    expect(freeze.typicalMs).toBe(655_360)
    expect(freeze.because).toContain('uploads')
  })
})

describe('what stands against our engine is said before anything is written', () => {
  test('a rule that matches no pod', async () => {
    const wrong = nightly.replace('      app: orders\n    actions', '      app: order\n    actions')
    const { ok, findings } = await planned('', wrong)
    expect(ok).toBe(false)
    expect(findings).toContainEqual(expect.objectContaining({ code: 'plan/rule-matches-nothing', severity: 'error' }))
  })
})

describe('in a simulated cluster', () => {
  test('what is there already is changed, and nothing is written', async () => {
    const shop = await openShop()
    await shop.run('sim load -f - --sim', { stdin: orders })
    const { exit, out } = await shop.run('plan -f - --sim', { stdin: nightly })
    expect(exit).toBe(0)
    expect(out).toContain('create  rule/orders-lock')
    expect(out).not.toContain('statefulset')
    expect((await shop.run('get rules -n shop --sim -o name')).out).toBe('')
  })

  test('an object by its name, and a clone of its snapshot', async () => {
    const shop = await openShop('cassandra.yaml')
    const snapshot = `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata: {name: views, namespace: shop}
spec: {persistentVolumeClaimName: cassandra-data}
`
    await shop.run('apply -f - -y --sim', { stdin: snapshot })
    const again = await shop.run('plan vs views -n shop --sim')
    expect(again.out).toContain('VolumeSnapshot views-again')
    const clone = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: copy, namespace: shop, annotations: {snapshot.alpha.kubernetes.io/snapshot: views}}
spec:
  storageClassName: stork-snapshot-sc
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 10Gi}}
`
    const { out } = await shop.run('plan -f - --sim -o json', { stdin: clone })
    expect(JSON.parse(out)).toMatchObject({
      members: [{ namespace: 'shop', claim: 'copy' }],
      freeze: { typicalMs: 0, longestMs: 0 },
      ok: true,
    })
  })
})
