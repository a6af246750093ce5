/** Commands on a cluster that they reach through a kubeconfig: a simulated one that is served, so nothing else is simulated. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'

let served: ServedCluster
const run = (line: string | readonly string[], env: Record<string, string> = {}) =>
  runCommand(line, { env: { KUBECONFIG: served.kubeconfig, ...env } })

beforeAll(async () => {
  served = await openServedCluster({ secure: true })
})
afterAll(() => served.close())

test('get reads the cluster of the kubeconfig', async () => {
  const { exit, out, err } = await run('get sc')
  expect(err).toBe('')
  expect(out).toContain('px-csi')
  expect(exit).toBe(0)
})
