/** An API server on loopback that answers what a test tells it to, over HTTPS. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Environment } from '@pxsnap/core/cluster/kubernetes'
import {
  type Connection,
  type ConnectionFlags,
  type ConnectionOptions,
  loadConnection,
} from '@pxsnap/core/cluster/kubernetes'
import { systemClock } from '@pxsnap/core/system'
import { makeServerCertificate, type ServerCertificate } from '../../../core/apiserver/certificates/certificate.ts'
import { type Config, writeKubeconfig } from './kubeconfig-file.ts'

export type Seen = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

export type Answer = (seen: Seen, response: ServerResponse, socket: Socket) => unknown

export type FakeApi = {
  readonly url: string
  readonly port: number
  readonly authority: string
  readonly seen: Seen[]
  /** Upgrades are left to whoever asks for them. */
  onUpgrade(act: (request: IncomingMessage, socket: Socket, head: Buffer) => void): void
  connect(flags?: ConnectionFlags, config?: Partial<Config>, more?: Connecting): Promise<Connection>
  /** Ends all connections without a farewell (TCP reset). */
  reset(): void
  close(): Promise<void>
}

export type Connecting = ConnectionOptions & { readonly env?: Environment }

let made: ServerCertificate | undefined

export function serverCertificate(): ServerCertificate {
  made ??= makeServerCertificate(systemClock.now())
  return made
}

export async function openFakeApi(answer: Answer, certificate = serverCertificate()): Promise<FakeApi> {
  const seen: Seen[] = []
  const sockets = new Set<Socket>()
  const connections: Connection[] = []
  const files: (() => void)[] = []
  let upgrade: Parameters<FakeApi['onUpgrade']>[0] = (_, socket) => socket.destroy()
  const server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'https://fake')
      let text = ''
      for await (const chunk of request) text += String(chunk)
      const { method = '', headers } = request
      const body: unknown = text === '' ? undefined : JSON.parse(text)
      const one = { method, path: pathname, query: searchParams, headers, body }
      seen.push(one)
      await answer(one, response, request.socket)
    })()
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => upgrade(request, socket, head))
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  const url = `https://127.0.0.1:${port}`
  return {
    url,
    port,
    authority: certificate.authority,
    seen,
    onUpgrade(act) {
      upgrade = act
    },
    async connect(flags = {}, config = {}, { env = {}, ...options } = {}) {
      const cluster = { server: url, 'certificate-authority-data': base64(certificate.authority) }
      const file = writeKubeconfig({ cluster, user: { token: 'good-token' }, ...config })
      files.push(file.remove)
      const connection = await loadConnection({ kubeconfig: file.path, ...flags }, env, options)
      connections.push(connection)
      return connection
    },
    reset() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    async close() {
      for (const connection of connections) connection.close()
      for (const remove of files) remove()
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** A Status as the API server writes them. */
export function refuse(
  response: ServerResponse,
  code: number,
  reason: string,
  message: string,
  details: object = {},
  headers: Record<string, string> = {},
): void {
  json(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details }, headers)
}
