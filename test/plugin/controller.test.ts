/** `controller` in a simulated cluster, and the manifests that it prints. */

import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { groupVolumeSnapshot, mysql, mysqlLock } from '../support/shop.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'

async function shop() {
  const simulators = memoryClusters()
  const cluster = await openSimulatedCluster({ directory: simulators.directory('default'), settle: macrotask })
  cluster.load([...mysql(), mysqlLock])
  await cluster.advance(5_000)
  cluster.load([groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })])
  await cluster.save()
  await cluster.close()
  return simulators
}

test('carries out what is there, for so long, and ends with nothing frozen', async () => {
  const simulators = await shop()
  const { exit, err } = await runCommand('controller --sim --for 2m --sim-speed max --listen none', { simulators })
  expect({ exit, err }).toMatchObject({ exit: 0, err: expect.stringContaining('nightly successful') })
  expect(err).toContain('It has ended; nothing is frozen.')
  const { out } = await runCommand('get gvs -n shop --sim -o json', { simulators })
  expect(out).toContain('"Successful"')
})

test('serves health and metrics while it runs, and an interrupt ends it', async () => {
  const simulators = await shop()
  const interrupt = new AbortController()
  const answers: Record<string, string> = {}
  let printed = ''
  let looking: Promise<void> | undefined
  const onPrint = (text: string) => {
    printed += text
    const url = /on (http:\S+)/.exec(printed)?.[1]
    if (url === undefined || !printed.includes('nightly successful') || looking !== undefined) return
    looking = look(url)
  }
  const look = async (url: string) => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/secret']) {
      const response = await fetch(`${url}${path}`)
      answers[path] = `${response.status} ${await response.text()}`
    }
    interrupt.abort()
  }
  const { exit } = await runCommand('controller --sim --sim-speed 100 --listen 127.0.0.1:0', {
    simulators,
    signal: interrupt.signal,
    onPrint,
  })
  await looking
  expect(exit).toBe(0)
  expect(answers['/healthz']).toBe('200 It leads.\n')
  expect(answers['/readyz']).toBe('200 Every kind is followed.\n')
  expect(answers['/metrics']).toContain('pxsnap_runs_total{kind="GroupVolumeSnapshot",result="successful"} 1\n')
  expect(answers['/secret']).toMatch(/^404 /)
})

test('an address that is none is wrong usage', async () => {
  const ran = await runCommand('controller --sim --listen nowhere', { simulators: await shop() })
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('HOST:PORT') })
})

test('the manifests are YAML that can be applied, in the namespace and with the image asked for', async () => {
  const { exit, out } = await runCommand('controller manifests -n backup --image registry.example.com/pxsnap:1.0')
  const objects = parseAllDocuments(out).map(document => document.toJS())
  expect(exit).toBe(0)
  expect(objects.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['Namespace', 'ServiceAccount', 'ClusterRole', 'CustomResourceDefinition', 'Deployment']),
  )
  const deployment = objects.find(({ kind }) => kind === 'Deployment')
  expect(deployment.metadata.namespace).toBe('backup')
  expect(deployment.spec.template.spec.containers[0].image).toBe('registry.example.com/pxsnap:1.0')
})
