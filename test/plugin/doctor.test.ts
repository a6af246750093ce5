import { expect, test } from 'vitest'
import { openServedCluster } from '../support/served-cluster.ts'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { openShop } from './shop.ts'

test('a simulated cluster is in good order', async () => {
  const shop = await openShop('mysql.yaml')
  const { exit, out } = await shop.run('doctor -n shop --sim')
  expect(exit).toBe(0)
  expectGolden('doctor', out)
  const { ok, checks } = JSON.parse((await shop.run('doctor -o json --sim')).out)
  expect(ok).toBe(true)
  expect(checks[0]).toMatchObject({ check: 'server', state: 'ok' })
})

test('the cluster of a kubeconfig is looked at through its API; without snapshots there, it says who cannot take them', async () => {
  const served = await openServedCluster()
  try {
    const { exit, out, err } = await runCommand('doctor -o json', { env: { KUBECONFIG: served.kubeconfig } })
    expect(err).toBe('')
    const { checks } = JSON.parse(out) as { checks: { check: string; state: string }[] }
    expect(new Set(checks.map(({ check }) => check))).toEqual(
      new Set(['server', 'access', 'executor', 'kinds', 'drivers', 'classes', 'credentials', 'clock']),
    )
    expect(exit).toBe(checks.some(({ state }) => state === 'fail') ? 1 : 0)
  } finally {
    await served.close()
  }
})

test('a cluster that is not reached is exit code 6', async () => {
  const line = 'doctor --server https://127.0.0.1:1 --token x --insecure-skip-tls-verify'
  expect((await runCommand(line, { env: { KUBECONFIG: '/nowhere' } })).exit).toBe(6)
})
