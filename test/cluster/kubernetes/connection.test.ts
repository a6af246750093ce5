/** Which server and account flags, kubeconfig files and surroundings lead to. */

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { kubernetesCluster, listContexts, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { PortError } from '@pxsnap/core/ports'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, expect, test } from 'vitest'
import { type FakeApi, json, openFakeApi, refuse } from './fake-api.ts'
import { openHttpProxy, openSocksProxy } from './fake-proxies.ts'
import { writeConfigText } from './kubeconfig-file.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function file(text: string): string {
  const written = writeConfigText(text)
  closing.push(written.remove)
  return written.path
}

async function fake(token?: string): Promise<FakeApi> {
  const api = await openFakeApi(({ headers }, response) =>
    token === undefined || headers.authorization === token
      ? json(response, 200, object)
      : refuse(response, 401, 'Unauthorized', 'Unauthorized'),
  )
  closing.push(() => api.close())
  return api
}

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', namespace: 'shop' } }
const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'one' }

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof PortError ? `${error.kind}: ${error.message}` : `no PortError: ${String(error)}`
}

const prod = `
clusters:
  - name: prod
    cluster: {server: https://prod:6443}
users:
  - name: admin
    user: {token: prod-secret}
contexts:
  - name: prod
    context: {cluster: prod, user: admin, namespace: shop}
current-context: prod
`
const test_ = `
clusters:
  - {name: prod, cluster: {server: https://another:6443}}
  - {name: test, cluster: {server: https://test:6443}}
users: [{name: tester, user: {token: test-secret}}]
contexts: [{name: test, context: {cluster: test, user: tester}}]
current-context: test
`

test('of several files the first to say a thing wins, and missing ones are passed over', async () => {
  const env = { KUBECONFIG: ['/no/such/file', file(prod), file(test_)].join(delimiter) }
  const connection = await loadConnection({}, env)
  expect(connection).toMatchObject({ context: 'prod', server: 'https://prod:6443', namespace: 'shop', user: 'admin' })
  const other = await loadConnection({ context: 'test' }, env)
  expect(other).toMatchObject({ context: 'test', server: 'https://test:6443', namespace: 'default' })
  expect((await listContexts(undefined, env)).map(({ name, current }) => `${name} ${current}`)).toEqual([
    'prod true',
    'test false',
  ])
})

test('without KUBECONFIG it is ~/.kube/config; --kubeconfig goes before both', async () => {
  const home = mkdtempSync(join(tmpdir(), 'pxsnap-home-'))
  closing.push(() => rmSync(home, { recursive: true }))
  mkdirSync(join(home, '.kube'))
  writeFileSync(join(home, '.kube', 'config'), test_)
  expect((await loadConnection({}, { HOME: home })).context).toBe('test')
  expect((await loadConnection({ kubeconfig: file(prod) }, { HOME: home })).context).toBe('prod')
})

test('--cluster, --user and --server take the place of what the context names', async () => {
  const env = { KUBECONFIG: [file(prod), file(test_)].join(delimiter) }
  expect(await loadConnection({ cluster: 'test', user: 'tester' }, env)).toMatchObject({
    context: 'prod',
    server: 'https://test:6443',
    user: 'tester',
    namespace: 'shop',
  })
  expect((await loadConnection({ server: 'other:7443' }, env)).server).toBe('https://other:7443')
  expect((await loadConnection({ server: 'https://other/k8s/clusters/c-1/' }, env)).server).toBe(
    'https://other/k8s/clusters/c-1',
  )
})

test.each([
  ['nothing there', {}, {}, /^missing: There is no kubeconfig \(looked at .*KUBECONFIG.*--sim/],
  [
    'a file that is not there',
    { kubeconfig: '/no/such' },
    {},
    /^missing: There is no kubeconfig \/no\/such \(--kubeconfig\)/,
  ],
  ['an unknown context', { context: 'staging' }, undefined, /^missing: .*no context "staging"; it has prod, test\.$/],
  ['an unknown cluster', { cluster: 'c' }, undefined, /^missing: .*no cluster "c"; it has prod, test\.$/],
  ['an unknown user', { user: 'bob' }, undefined, /^missing: .*no user "bob"; it has admin, tester\.$/],
  ['groups without a user', { asGroup: ['dev'] }, undefined, /^rejected: --as-group needs --as/],
  ['no address', { server: 'ftp://x' }, undefined, /^rejected: "ftp:\/\/x" is no address/],
] as const)('%s is said, with what there is', async (_, flags, env, expected) => {
  const usual = { KUBECONFIG: [file(prod), file(test_)].join(delimiter) }
  expect(await problemOf(loadConnection(flags, env ?? usual))).toMatch(expected)
})

test('a kubeconfig without a current context names those there are', async () => {
  const path = file(prod.replace('current-context: prod', ''))
  expect(await problemOf(loadConnection({ kubeconfig: path }, {}))).toMatch(/no current context.*--context: prod\./)
})

test('a kubeconfig that is not YAML is told by line, and none of its secrets', async () => {
  const path = file(`users:\n  - name: a\n    user: {token: "very-secret\n  x: [`)
  const said = await problemOf(loadConnection({ kubeconfig: path }, {}))
  expect(said).toMatch(/^rejected: .*not YAML: line \d/)
  expect(said).not.toContain('very-secret')
  expect(await problemOf(loadConnection({ kubeconfig: file('just words') }, {}))).toMatch(/^rejected: .*no settings/)
})

test.skipIf(process.getuid?.() === 0)('a kubeconfig that may not be read says so', async () => {
  const path = file(prod)
  chmodSync(path, 0)
  expect(await problemOf(loadConnection({ kubeconfig: path }, {}))).toMatch(/^rejected: .*cannot be read \(EACCES\)/)
})

test('a pod uses its own account, and its namespace', async () => {
  const api = await fake('Bearer pod-token')
  const directory = mkdtempSync(join(tmpdir(), 'pxsnap-account-'))
  closing.push(() => rmSync(directory, { recursive: true }))
  for (const [name, text] of Object.entries({
    namespace: 'kube-system\n',
    token: 'pod-token\n',
    'ca.crt': api.authority,
  })) {
    writeFileSync(join(directory, name), text)
  }
  const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(api.port) }
  const connection = await loadConnection({}, env, { serviceAccount: directory })
  closing.push(() => connection.close())
  expect(connection).toMatchObject({ namespace: 'kube-system', server: api.url })
  expect(await kubernetesCluster(connection, { clock: systemClock }).get(ref)).toEqual(object)
})

const program = (script: string, more = {}) => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: ['-e', script],
    interactiveMode: 'IfAvailable',
    ...more,
  },
})
const credential = (status: object) =>
  JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status })

test.each([
  ['a token', { token: 'abc' }, 'Bearer abc'],
  ['user and password', { username: 'jane', password: 'pw' }, `Basic ${Buffer.from('jane:pw').toString('base64')}`],
  ['a program', program(`console.log(${JSON.stringify(credential({ token: 'made' }))})`), 'Bearer made'],
  [
    'a program that gets variables and the cluster',
    program(
      `const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO)
       const token = process.env.WHO + ' ' + spec.interactive + ' ' + spec.cluster.server.startsWith('https://')
       console.log(JSON.stringify({ ...${credential({})}, status: { token } }))`,
      { env: [{ name: 'WHO', value: 'me' }], provideClusterInfo: true },
    ),
    'Bearer me false true',
  ],
  [
    'OIDC with a token that is good',
    { 'auth-provider': { name: 'oidc', config: { 'id-token': jwt(3_600) } } },
    `Bearer ${jwt(3_600)}`,
  ],
  ['an older provider', { 'auth-provider': { name: 'gcp', config: { 'access-token': 'old' } } }, 'Bearer old'],
  [
    'the program of an older provider',
    {
      'auth-provider': {
        name: 'gcp',
        config: {
          'cmd-path': process.execPath,
          'cmd-args': '-p JSON.stringify({credential:{t:"cloud"}})',
          'token-key': '{.credential.t}',
        },
      },
    },
    'Bearer cloud',
  ],
])('signs in with %s', async (_, user, expected) => {
  const api = await fake(expected)
  const connection = await api.connect({}, { user }, { env: { PATH: process.env.PATH } })
  expect(await kubernetesCluster(connection, { clock: systemClock }).get(ref)).toEqual(object)
})

function jwt(seconds: number): string {
  const payload = { exp: Math.floor(systemClock.now() / 1000 / 3_600) * 3_600 + 3_600 + seconds }
  return ['{}', JSON.stringify(payload), 's'].map(part => Buffer.from(part).toString('base64url')).join('.')
}

test('requests at the same time share one run of the program, and a token is kept until it ends', async () => {
  const api = await fake()
  const log = file('')
  const script = `require('fs').appendFileSync(${JSON.stringify(log)}, 'x')
    setTimeout(() => console.log(${JSON.stringify(credential({ token: 't', expirationTimestamp: '2999-01-01T00:00:00Z' }))}), 50)`
  const cluster = kubernetesCluster(await api.connect({}, { user: program(script) }), { clock: systemClock })
  const stop = new AbortController()
  const given = cluster.get(ref, stop.signal).catch(() => 'given up')
  const others = [cluster.get(ref), cluster.get(ref)]
  stop.abort()
  expect(await given).toBe('given up')
  expect(await Promise.all(others)).toEqual([object, object])
  await cluster.get(ref)
  const { readFileSync } = await import('node:fs')
  expect(readFileSync(log, 'utf8')).toBe('x')
})

test.each([
  [
    'is not there',
    { ...program('').exec, command: 'no-such-program', installHint: 'Get it from example.com.' },
    /no-such-program of user u is not found\. Get it from example\.com\./,
  ],
  [
    'fails',
    program('console.error("sign in first, --token=abc"); process.exit(3)').exec,
    /failed with exit code 3: sign in first, --token=\*\*\*/,
  ],
  ['prints no credential', program('console.log("hello secret")').exec, /printed no ExecCredential\.$/],
  [
    'speaks another version',
    program(`console.log(${JSON.stringify(credential({ token: 't' }))})`, {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
    }).exec,
    /answers in client.authentication.k8s.io\/v1, and the kubeconfig asks for .*v1beta1/,
  ],
  [
    'gives nothing',
    program(`console.log(${JSON.stringify(credential({}))})`).exec,
    /neither a token nor a certificate/,
  ],
  ['must ask and cannot', program('', { interactiveMode: 'Always' }).exec, /no terminal/],
])('a credential program that %s is told, without secrets', async (_, exec, expected) => {
  const api = await fake()
  const answer = kubernetesCluster(await api.connect({}, { user: { exec } }), { clock: systemClock }).get(ref)
  const said = await problemOf(answer)
  expect(said).toMatch(/^unauthenticated: /)
  expect(said).toMatch(expected)
})

test('an OIDC sign-in that cannot be refreshed says so', async () => {
  const api = await fake()
  const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': jwt(-100_000) } } }
  const answer = kubernetesCluster(await api.connect({}, { user }), { clock: systemClock }).get(ref)
  expect(await problemOf(answer)).toMatch(/^unauthenticated: .*\(oidc\).*Sign in again/)
})

test('--token replaces what the kubeconfig says of the user', async () => {
  const api = await fake('Bearer flag')
  const connection = await api.connect({ token: 'flag' }, { user: { token: 'file', 'client-certificate': '/no/such' } })
  expect(await kubernetesCluster(connection, { clock: systemClock }).get(ref)).toEqual(object)
})

test('a proxy of the kubeconfig is gone through, with its password', async () => {
  const api = await fake()
  const proxy = await openHttpProxy('me:pw')
  closing.push(proxy.close)
  const cluster = { server: api.url, 'certificate-authority-data': Buffer.from(api.authority).toString('base64') }
  const through = await api.connect(
    {},
    { cluster: { ...cluster, 'proxy-url': `http://me:pw@127.0.0.1:${proxy.port}` } },
  )
  expect(await kubernetesCluster(through, { clock: systemClock }).get(ref)).toEqual(object)
  expect(proxy.asked).toEqual([`127.0.0.1:${api.port}`])
  const without = await api.connect({}, { cluster: { ...cluster, 'proxy-url': `http://127.0.0.1:${proxy.port}` } })
  const said = await problemOf(kubernetesCluster(without, { clock: systemClock }).get(ref))
  expect(said).toMatch(/^unreachable: .*proxy 127\.0\.0\.1:\d+ wants other credentials/)
})

test('a SOCKS proxy is gone through as well', async () => {
  const api = await fake()
  const proxy = await openSocksProxy()
  closing.push(proxy.close)
  const cluster = {
    server: `https://localhost:${api.port}`,
    'certificate-authority-data': Buffer.from(api.authority).toString('base64'),
    'proxy-url': `socks5://127.0.0.1:${proxy.port}`,
  }
  expect(await kubernetesCluster(await api.connect({}, { cluster }), { clock: systemClock }).get(ref)).toEqual(object)
  expect(proxy.asked).toEqual([`localhost:${api.port}`])
})
