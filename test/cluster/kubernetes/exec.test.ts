/** Programs in containers over a connection that drops, falls silent, or says strange things. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { kubernetesExec } from '@pxsnap/core/cluster/kubernetes'
import { type PodExec, PortError } from '@pxsnap/core/ports'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { type FakeApi, openFakeApi } from './fake-api.ts'

let api: FakeApi | undefined
const asked: string[] = []
afterEach(() => api?.close())

type Script = (socket: WebSocket, request: IncomingMessage) => void

/** `protocols` are what the server speaks. */
async function open(script: Script, protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']): Promise<PodExec> {
  asked.length = 0
  api = await openFakeApi((_, response) => response.end())
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => protocols.find(one => offered.has(one)) ?? false,
  })
  api.onUpgrade((request, socket, head) => {
    asked.push(request.url ?? '')
    server.handleUpgrade(request, socket, head, opened => script(opened, request))
  })
  return kubernetesExec(await api.connect())
}

/** A server that answers the request itself. */
async function openRaw(act: (socket: Socket, request: IncomingMessage) => void): Promise<PodExec> {
  api = await openFakeApi((_, response) => response.end())
  api.onUpgrade((request, socket) => act(socket, request))
  return kubernetesExec(await api.connect())
}

const send = (socket: WebSocket, channel: number, text: string) =>
  socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]))
const success = JSON.stringify({ status: 'Success' })
const failure = (code: string) =>
  JSON.stringify({
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: ${code}`,
    details: { causes: [{ reason: 'ExitCode', message: code }] },
  })
const request = { namespace: 'shop', pod: 'db', container: 'mysql', argv: ['sh', '-c', 'a & b'], timeoutMs: 5_000 }

test('the command is sent word by word, and the exit code comes from the status channel', async () => {
  const exec = await open(socket => {
    send(socket, 1, 'out')
    send(socket, 2, 'err')
    send(socket, 3, failure('7'))
    socket.close()
  })
  expect(await exec.run(request)).toEqual({ exit: 7, stdout: 'out', stderr: 'err' })
  const { pathname, searchParams } = new URL(asked[0] ?? '', 'https://fake')
  expect(pathname).toBe('/api/v1/namespaces/shop/pods/db/exec')
  expect(searchParams.getAll('command')).toEqual(['sh', '-c', 'a & b'])
  expect(Object.fromEntries(searchParams)).toMatchObject({ container: 'mysql', stdout: 'true', stderr: 'true' })
  expect(searchParams.has('stdin')).toBe(false)
})

test('a server that knows only the older protocol is understood', async () => {
  const exec = await open(
    socket => {
      send(socket, 3, success)
      socket.close()
    },
    ['v4.channel.k8s.io'],
  )
  expect(await exec.run(request)).toEqual({ exit: 0, stdout: '', stderr: '' })
})

const last = (text: string) => (socket: WebSocket) => {
  send(socket, 3, text)
  socket.close()
}

test.each([
  ['closes without a status', (socket: WebSocket) => socket.close(1000), /before the exit code came/],
  ['drops', (socket: WebSocket) => setTimeout(() => socket.terminate(), 30), /exit code came.*may still be running/],
  ['sends half a status', last('{"status":"Suc'), /no Status/],
  ['sends an empty status', last('{}'), /does not say why/],
  ['sends a failure without a code', last('{"status":"Failure","message":"boom"}'), /^boom$/],
  ['sends a failure with code 0', last(failure('0')), /exit code: 0/],
])('a connection that %s is unknown, never success', async (_, act, problem) => {
  const exec = await open(socket => {
    send(socket, 1, 'begun')
    act(socket)
  })
  const result = await exec.run(request)
  expect(result).toMatchObject({ exit: 'unknown', stdout: 'begun' })
  expect(result.problem).toMatch(problem)
})

test('a connection that is reset is unknown, with what was heard', async () => {
  const exec = await open(socket => {
    send(socket, 1, 'begun')
    setTimeout(() => api?.reset(), 50)
  })
  expect(await exec.run(request)).toMatchObject({ exit: 'unknown', stdout: 'begun', problem: /running/ })
})

test('a server that does not close the socket after the status is not waited for', async () => {
  const exec = await open(socket => send(socket, 3, success))
  expect(await exec.run(request)).toEqual({ exit: 0, stdout: '', stderr: '' })
})

test('silence ends with the deadline, and is unknown', async () => {
  const exec = await open(socket => send(socket, 1, 'begun'))
  const result = await exec.run({ ...request, timeoutMs: 150 })
  expect(result).toMatchObject({ exit: 'unknown', stdout: 'begun' })
  expect(result.problem).toMatch(/not ended after 0\.15 s; it may still be running/)
})

test('a server that does not even answer the request is unknown at the deadline', async () => {
  const exec = await openRaw(() => {})
  expect(await exec.run({ ...request, timeoutMs: 150 })).toMatchObject({ exit: 'unknown' })
})

test('a line that breaks while the request is on its way is unknown: it may have been heard', async () => {
  const exec = await openRaw(socket => socket.destroy())
  const result = await exec.run(request)
  expect(result).toMatchObject({ exit: 'unknown', stdout: '' })
  expect(result.problem).toMatch(/may be running/)
})

const answer = (status: number, body: object) => (socket: Socket) => {
  const text = JSON.stringify({ kind: 'Status', status: 'Failure', code: status, ...body })
  socket.end(
    `HTTP/1.1 ${status} X\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
  )
}

test.each([
  [404, { reason: 'NotFound', message: 'pods "db" not found' }, 'pods "db" not found'],
  [
    400,
    { reason: 'BadRequest', message: 'container mysql is not valid for pod db' },
    'container mysql is not valid for pod db',
  ],
] as const)('a pod or container that is not there (%i) is a problem', async (status, body, problem) => {
  const exec = await openRaw(answer(status, body))
  expect(await exec.run(request)).toEqual({ exit: 'unknown', stdout: '', stderr: '', problem })
})

test('what access rules forbid is thrown with the missing verb, and a refused sign-in as well', async () => {
  const forbidden = await openRaw(
    answer(403, {
      reason: 'Forbidden',
      message: 'pods "db" is forbidden: User "u" cannot create resource "pods/exec" in API group ""',
    }),
  )
  await expect(forbidden.run(request)).rejects.toThrow(
    /may not create pods\/exec.*verb "create" on pods\/exec in namespace shop/,
  )
  await api?.close()
  const refused = await openRaw(answer(401, { reason: 'Unauthorized', message: 'Unauthorized' }))
  const error = await refused.run(request).catch((thrown: unknown) => thrown)
  expect(error instanceof PortError && error.kind).toBe('unauthenticated')
})

test('a server that is gone is thrown: nothing was started', async () => {
  const exec = await open(() => {})
  await api?.close()
  const error = await exec.run(request).catch((thrown: unknown) => thrown)
  expect(error instanceof PortError && error.kind).toBe('unreachable')
})

test('a flood of output keeps 64 KiB of each stream and still hears the end', async () => {
  const exec = await open(socket => {
    for (let sent = 0; sent < 64; sent += 1) send(socket, 1, 'x'.repeat(65_000))
    send(socket, 3, success)
    socket.close()
  })
  const { exit, stdout } = await exec.run(request)
  expect({ exit, length: stdout.length }).toEqual({ exit: 0, length: 65_536 })
})

test('who gives up gets the reason at once', async () => {
  const controller = new AbortController()
  const exec = await open(() => controller.abort(new Error('enough')))
  await expect(exec.run(request, controller.signal)).rejects.toThrow('enough')
})
