/** Real kubectls run programs in pods of a served simulated cluster, over WebSocket and over SPDY, and read logs. */

import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { type Kubectl, kubectl, kubectls } from './kubectls.ts'

const namespace = 'shop'
const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'db', namespace },
  spec: {
    containers: [{ name: 'mysql', image: 'mysql:8', volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
}
const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
}

let served: ServedCluster
beforeAll(async () => {
  served = await openServedCluster({ secure: true, objects: [claim, pod] })
})
afterAll(() => served.close())

/** The newest kubectls try WebSocket first and go on with SPDY; older ones know nothing else. */
const ways: readonly (Kubectl & { readonly over: string; readonly env: Readonly<Record<string, string>> })[] =
  kubectls.flatMap(client => [
    ...(client.minor >= 31
      ? [{ ...client, over: 'WebSocket', env: { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'true' } }]
      : []),
    { ...client, over: 'SPDY', env: { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false' } },
  ])

describe.each(ways)('$name over $over', client => {
  const exec = (args: readonly string[], input?: string) =>
    kubectl(client, ['-n', namespace, 'exec', ...args], {
      kubeconfig: served.kubeconfig,
      env: client.env,
      ...(input === undefined ? {} : { input }),
    })

  test('both outputs and the exit code arrive', async () => {
    expect(await exec(['db', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 3\n',
    })
    expect(await exec(['db', '--', 'true'])).toMatchObject({ code: 0, stdout: '' })
  })

  test('standard input arrives as a whole, and its end as well', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join('')
    expect(await exec(['-i', 'db', '--', 'wc', '-l'], lines)).toMatchObject({ code: 0, stdout: '20000\n' })
  })

  test('a shell that is typed into answers and ends with its exit', async () => {
    expect(await exec(['-i', 'db', '--', 'sh'], 'x=5\ncd /tmp\necho $x $PWD\nexit 4\n')).toMatchObject({
      code: 4,
      stdout: '5 /tmp\n',
    })
  })

  test('what cannot be started is told in words', async () => {
    expect(await exec(['db', '--', 'nosuch'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"nosuch": executable file not found in $PATH'),
    })
    expect(await exec(['gone', '--', 'ls'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"gone" not found'),
    })
    expect(await exec(['db', '-c', 'other', '--', 'ls'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('other'),
    })
  })
})

describe.each(kubectls)('$name', client => {
  const run = (...args: readonly string[]) =>
    kubectl(client, ['-n', namespace, ...args], { kubeconfig: served.kubeconfig })

  test('logs tell what the application does, and can be followed', async () => {
    expect((await run('logs', 'db')).stdout).toContain('mysql: ready, data in /var/lib/mysql\n')
    expect((await run('logs', 'db', '--tail=1', '--timestamps')).stdout).toMatch(/^\d{4}-\d\d-\d\dT\S+Z mysql: .*\n$/)
    const before = (await run('logs', 'db')).stdout
    const followed = kubectl(client, ['-n', namespace, 'logs', '-f', 'db', '--request-timeout=6s'], {
      kubeconfig: served.kubeconfig,
    })
    await run('exec', 'db', '--', 'mysql', '-uroot', '-e', 'select 1')
    expect((await followed).stdout.length).toBeGreaterThan(before.length)
  })

  test('cp, port-forward and attach are refused with what they lack', async () => {
    expect(await run('cp', 'db:/etc/hostname', '/tmp/never-written')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('simulated containers have no tar'),
    })
    expect(await run('port-forward', 'db', '3306')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the simulated cluster has no network'),
    })
    expect(await run('attach', 'db')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no console to attach to'),
    })
  })
})
