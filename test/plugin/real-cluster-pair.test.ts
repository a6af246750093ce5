/** Pairs with another cluster of a kubeconfig, and migrations through them, on a served cluster. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSimulatedCluster, type SimulatedCluster, simulatedPairSpec, startStork } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { tourDirectory } from './shop.ts'

const mysql = parseAllDocuments(readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8')).map(
  one => one.toJS() as KubeObject,
)
const stork: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'stork', namespace: 'kube-system', labels: { name: 'stork' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { name: 'stork' } },
    template: {
      metadata: { labels: { name: 'stork' } },
      spec: { containers: [{ name: 'stork', image: 'openstorage/stork:24.3.0' }] },
    },
  },
}
const version = 'stork.libopenstorage.org/v1alpha1'
const ready: KubeObject = {
  apiVersion: version,
  kind: 'ClusterPair',
  metadata: { name: 'to-staging', namespace: 'shop' },
  spec: simulatedPairSpec('staging'),
}

let served: ServedCluster
let there: SimulatedCluster
let folder = ''
let stop = () => {}
const run = (line: string) => runCommand(line, { env: { KUBECONFIG: served.kubeconfig } })
const file = (name: string, user: Record<string, unknown>) => {
  const path = join(folder, name)
  const config = {
    clusters: [
      { name: 'far', cluster: { server: 'https://far.example:6443', 'certificate-authority': join(folder, 'ca.crt') } },
      { name: 'other', cluster: { server: 'https://other.example' } },
    ],
    users: [
      { name: 'mover', user },
      { name: 'somebody', user: { token: 'token-of-somebody' } },
    ],
    contexts: [
      { name: 'staging', context: { cluster: 'far', user: 'mover', namespace: 'any' } },
      { name: 'elsewhere', context: { cluster: 'other', user: 'somebody' } },
    ],
    'current-context': 'staging',
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pxsnap-pair-'))
  writeFileSync(join(folder, 'ca.crt'), 'the authority')
  there = await openSimulatedCluster({ seed: 7, settle: macrotask })
  const others = async (name: string) => (name === 'staging' ? there : undefined)
  served = await openServedCluster({ objects: [...mysql, stork, ready], others, speed: 6 })
  const running = startStork(served.cluster)
  stop = () => running.stop()
})
afterAll(async () => {
  stop()
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a pair holds one context, flat, with its certificates inline, and what is printed has no secret', async () => {
  const path = file('token', { token: 'token-of-mover' })
  const options = 'ip=10.0.0.5,token=token-of-storage,mode=OneTimeMigration'
  const line = `pair new --to-kubeconfig ${path} --storage-option ${options} -n shop --yes --wait=false -o yaml`
  const { exit, out, err } = await run(line)
  expect(err).toContain('leads to https://far.example:6443')
  expect(err).toContain('holds the credentials of user mover of context staging')
  expect(out).toContain('***')
  expect(out + err).not.toContain('token-of')
  expect(exit).toBe(0)
  const object = served.cluster.plane.get({ apiVersion: version, kind: 'ClusterPair', namespace: 'shop', name: 'new' })
  expect(object?.spec).toEqual({
    config: {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: {
        far: {
          server: 'https://far.example:6443',
          'certificate-authority-data': Buffer.from('the authority').toString('base64'),
        },
      },
      users: { mover: { token: 'token-of-mover' } },
      contexts: { staging: { cluster: 'far', user: 'mover' } },
      'current-context': 'staging',
    },
    options: { ip: '10.0.0.5', token: 'token-of-storage', mode: 'OneTimeMigration' },
  })
}, 30_000)

test('a dry run writes nothing and prints no secret', async () => {
  const { exit, out, err } = await run(
    `pair dry --to elsewhere --to-kubeconfig ${file('dry', { token: 'x' })} -n shop --dry-run`,
  )
  expect(out).toContain('clusterpair/dry')
  expect(out).toContain('objects migrate and volumes do not')
  expect(out + err).not.toContain('token-of-somebody')
  expect(exit).toBe(0)
  expect(
    served.cluster.plane.get({ apiVersion: version, kind: 'ClusterPair', namespace: 'shop', name: 'dry' }),
  ).toBeUndefined()
}, 30_000)

test.each([
  [
    'a user who signs in by a program',
    { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'aws' } },
    '',
    'signs in by "aws"',
  ],
  ['a user without credentials', {}, '', 'neither a token nor a certificate'],
  ['a context that is not there', { token: 'x' }, '--to nowhere', 'has no context "nowhere"'],
  ['a storage without its token', { token: 'x' }, '--storage-option ip=10.0.0.5', 'token is missing'],
  ['a placeholder that was left', { token: 'x' }, '--storage-option ip=10.0.0.5,token=<token>', 'has no value'],
])(
  '%s is refused, and nothing is written',
  async (_, user, flags, message) => {
    const { exit, err } = await run(`pair bad --to-kubeconfig ${file('bad', user)} ${flags} -n shop --yes`)
    expect(err).toContain(message)
    expect(exit).not.toBe(0)
    expect(
      served.cluster.plane.get({ apiVersion: version, kind: 'ClusterPair', namespace: 'shop', name: 'bad' }),
    ).toBeUndefined()
  },
  30_000,
)

test('the cluster itself is no other one', async () => {
  const { exit, err } = await run('pair self --to sim -n shop --yes')
  expect(err).toContain('is the cluster that the pair would stand in')
  expect(exit).toBe(2)
}, 30_000)

test('a pair whose other cluster never answers is followed, and told so', async () => {
  const line = `pair gone --to-kubeconfig ${file('gone', { token: 'x' })} -n shop --yes --timeout 2s`
  const { exit, out } = await run(line)
  expect(out).toContain('clusterpair/gone failing: scheduler Error, storage NotProvided. It is tried again.')
  expect(exit).toBe(7)
}, 30_000)

test('a migration is left to STORK, which starts the other side and does not stop this one', async () => {
  expect((await run('wait clusterpair to-staging --for usable -n shop --timeout 20s')).exit).toBe(0)
  const { exit, out, err } = await run('migrate shop --to to-staging --yes --timeout 2m')
  expect(err).toContain('Carried out by STORK')
  expect(err).toContain('STORK does not stop those here: both sides run')
  expect(out).toContain('Successful')
  expect(exit).toBe(0)
  const moved = there.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop' }).items
  expect(moved.map(claim => valueAt(claim, ['metadata', 'name']))).toContain('mysql-data')
}, 90_000)

test('a migration through a pair that has not answered is not begun', async () => {
  const { exit, err } = await run('migrate shop --to gone --yes')
  expect(err).toContain('The other cluster of the ClusterPair "gone" has not answered yet: Error')
  expect(exit).toBe(1)
}, 30_000)
