/** The line to an API server that is gone, slow, half-open, or not the one it should be. */

import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { instant } from '@pxsnap/core/base'
import { kubernetesCluster, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { type Cluster, PortError } from '@pxsnap/core/ports'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, expect, test } from 'vitest'
import { makeServerCertificate } from '../../../core/apiserver/certificates/certificate.ts'
import { type Answer, type FakeApi, json, openFakeApi, refuse } from './fake-api.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'one' }
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one', namespace: 'shop' } }

async function fake(answer: Answer, certificate?: Parameters<typeof openFakeApi>[1]): Promise<FakeApi> {
  const api = await openFakeApi(answer, certificate)
  closing.push(() => api.close())
  return api
}

async function connect(api: FakeApi, ...rest: Parameters<FakeApi['connect']>): Promise<Cluster> {
  return kubernetesCluster(await api.connect(...rest), { clock: systemClock })
}

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof PortError ? `${error.kind}: ${error.message}` : `no PortError: ${String(error)}`
}

const ok: Answer = (_, response) => json(response, 200, object)

test('a server that is gone is unreachable, and why is said in words', async () => {
  const api = await openFakeApi(ok)
  const cluster = await connect(api)
  await api.close()
  expect(await kindOf(cluster.get(ref))).toMatch(
    /^unreachable: https:\/\/127\.0\.0\.1:\d+ is not reached: .*(refused|reset)/,
  )
})

test('a host without a name server entry is unreachable', async () => {
  const connection = await loadConnection({ server: 'https://no-such-host.invalid', kubeconfig: '/dev/null' }, {})
  expect(await kindOf(kubernetesCluster(connection, { clock: systemClock }).get(ref))).toMatch(/^unreachable: .*DNS/)
})

test('a server that answers too slowly ends in a timeout after --request-timeout', async () => {
  const api = await fake(() => undefined)
  const began = Date.now()
  expect(await kindOf((await connect(api, { requestTimeoutMs: 150 })).get(ref))).toMatch(/^timeout: .*0\.15 s/)
  expect(Date.now() - began).toBeLessThan(5_000)
})

test('a body that never ends is cut off as well', async () => {
  const api = await fake((_, response) => response.writeHead(200).write('{"kind":'))
  expect(await kindOf((await connect(api, { requestTimeoutMs: 150 })).get(ref))).toMatch(/^timeout/)
})

test('an answer that breaks off is unreachable, not an object', async () => {
  const api = await fake((_, response, socket) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"kind":"ConfigMap"')
    setImmediate(() => socket.destroy())
  })
  expect(await kindOf((await connect(api)).get(ref))).toMatch(/^unreachable/)
})

test('a connection that is reset is unreachable; a write is not sent twice', async () => {
  const api = await fake(() => api.reset())
  expect(await kindOf((await connect(api)).create(object))).toMatch(/^unreachable: .*reset/)
  expect(api.seen).toHaveLength(1)
})

test('a kept connection that the server closed meanwhile is no failure of a read', async () => {
  const api = await fake(ok)
  const cluster = await connect(api)
  await cluster.get(ref)
  api.reset()
  expect(await cluster.get(ref)).toEqual(object)
})

test('hundreds of requests go over a handful of sockets, and leave nothing behind on them', async () => {
  const warnings: string[] = []
  const hear = (warning: Error) => warnings.push(warning.message)
  process.on('warning', hear)
  const used = new Set<Socket>()
  const api = await fake((_, response, socket) => {
    used.add(socket)
    json(response, 200, object)
  })
  const cluster = await connect(api)
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, () => cluster.get(ref)))
  process.off('warning', hear)
  expect(warnings).toEqual([])
  expect(used.size).toBeLessThanOrEqual(16)
})

test('who gives up waits no longer, and gets the reason', async () => {
  const controller = new AbortController()
  const api = await fake(() => controller.abort(new Error('enough')))
  await expect((await connect(api)).get(ref, controller.signal)).rejects.toThrow('enough')
})

test('a certificate of an unknown authority is said plainly, and is taken when told to', async () => {
  const api = await fake(ok)
  const other = makeServerCertificate(systemClock.now()).authority
  const config = { cluster: { server: api.url, 'certificate-authority-data': Buffer.from(other).toString('base64') } }
  expect(await kindOf((await connect(api, {}, config)).get(ref))).toMatch(/^unreachable: .*authority.*not trust/)
  expect(await (await connect(api, { insecureSkipTlsVerify: true }, config)).get(ref)).toEqual(object)
})

test('a certificate for other names says which; tls-server-name says which one to expect', async () => {
  const api = await fake(ok)
  const server = `https://127.0.0.9:${api.port}`
  const authority = { 'certificate-authority-data': Buffer.from(api.authority).toString('base64') }
  const other = await connect(api, {}, { cluster: { server, ...authority } })
  expect(await kindOf(other.get(ref))).toMatch(/^unreachable: .*other names.*127\.0\.0\.9/)
  const named = await connect(api, {}, { cluster: { server, ...authority, 'tls-server-name': 'localhost' } })
  expect(await named.get(ref)).toEqual(object)
})

test('a certificate that has expired says so', async () => {
  const api = await fake(ok, makeServerCertificate(instant(Date.UTC(2015, 0, 1))))
  expect(await kindOf((await connect(api)).get(ref))).toMatch(/^unreachable: .*certificate has expired/)
})

test('a server without TLS says so', async () => {
  const server = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\nClient sent an HTTP request\n'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const connection = await loadConnection({ server: `https://127.0.0.1:${port}`, kubeconfig: '/dev/null' }, {})
  expect(await kindOf(kubernetesCluster(connection, { clock: systemClock }).get(ref))).toMatch(/^unreachable: .*no TLS/)
})

test('a token that was refused is read anew once, and the request is repeated', async () => {
  const { writeFileSync } = await import('node:fs')
  const api = await fake(({ headers }, response) =>
    headers.authorization === 'Bearer fresh'
      ? json(response, 200, object)
      : refuse(response, 401, 'Unauthorized', 'no'),
  )
  const connection = await api.connect({}, { user: { tokenFile: 'token' } })
  expect(connection.user).toBe('u')
  const cluster = kubernetesCluster(connection, { clock: systemClock })
  expect(await kindOf(cluster.get(ref))).toMatch(/^unauthenticated: The file .*token/)
  const directory = /The file (.*)\/token/.exec(await kindOf(cluster.get(ref)))?.[1] ?? ''
  writeFileSync(`${directory}/token`, 'stale\n')
  expect(await kindOf(cluster.get(ref))).toMatch(/^unauthenticated: .*user u of context test/)
  expect(api.seen).toHaveLength(1)
  writeFileSync(`${directory}/token`, 'fresh\n')
  expect(await cluster.get(ref)).toEqual(object)
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer stale', 'Bearer stale', 'Bearer fresh'])
})

test('requests are logged with address and status, and never with credentials', async () => {
  const lines: string[] = []
  const api = await fake(ok)
  const cluster = await connect(api, { verbosity: 6 }, {}, { log: line => lines.push(line) })
  await cluster.get(ref)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^GET https:\/\/127\.0\.0\.1:\d+\/api\/v1\/namespaces\/shop\/configmaps\/one 200 in \d+ ms$/)
})

test('who acts as another says so in every request', async () => {
  const api = await fake(ok)
  await (await connect(api, { as: 'jane', asGroup: ['dev', 'ops'] })).get(ref)
  expect(api.seen[0]?.headers).toMatchObject({ 'impersonate-user': 'jane', 'impersonate-group': 'dev, ops' })
})
