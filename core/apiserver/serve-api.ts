/** The Kubernetes API of a simulated cluster over HTTP, so that real clients work with it. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import { Bug } from '../base/index.ts'
import type { ControlPlane, SimulatedPods } from '../cluster/simulated/index.ts'
import { type Clock, PortError } from '../ports/index.ts'
import { type Deny, userOf } from './access.ts'
import { failureAnswer, type WholeAnswer } from './answer.ts'
import { ApiCall } from './api-call.ts'
import { failureOf } from './api-failure.ts'
import { Router } from './router.ts'
import { WatchHub } from './watch-hub.ts'

export type ServeOptions = {
  readonly plane: ControlPlane
  readonly pods: SimulatedPods
  /** For the ends of watches, and the ages in tables. */
  readonly clock: Clock
  /** Whoever has it may do everything. */
  readonly token: string
  /** PEM texts; absent: without encryption, for tests on loopback. */
  readonly certificate?: { readonly certificate: string; readonly key: string }
  /** Absent: any that is free. */
  readonly port?: number
  readonly host?: string
  /** Why a client may not do something; undefined lets it. Absent: everybody may do everything. */
  readonly deny?: Deny
  /** API groups that are not served, as if nobody had installed them. */
  readonly withoutGroups?: readonly string[]
  /** Awaited after every write, before the client hears of it: what was answered is kept. */
  readonly afterWrite?: () => Promise<void>
}

export type ServedApi = {
  readonly url: string
  readonly port: number
  /** How many watches are open. */
  watches(): number
  /** Ends watches and streams, and answers nobody any more. */
  close(): Promise<void>
}

/** Begins to serve. Rejects with `unreachable` when the port is taken. */
export async function serveApi(options: ServeOptions): Promise<ServedApi> {
  const { plane, clock, certificate, host = '127.0.0.1' } = options
  const hub = new WatchHub(plane, clock)
  const router = new Router(options, hub)
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('date', new Date(clock.now()).toUTCString())
    void respond(request, response, router, options.token)
  }
  const server: Server =
    certificate === undefined
      ? createServer(handle)
      : createSecureServer(
          { cert: certificate.certificate, key: certificate.key, requestCert: true, rejectUnauthorized: false },
          handle,
        )
  server.keepAliveTimeout = 65_000
  server.requestTimeout = 0
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    router.upgrade(request, socket, head)
  })
  const port = await listen(server, options.port ?? 0, host).catch((error: unknown) => {
    hub.close()
    throw error
  })
  const scheme = certificate === undefined ? 'http' : 'https'
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    watches: () => hub.watchers,
    close: async () => {
      hub.close()
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new PortError('unreachable', error.message, { cause: error })))
    server.listen(port, host, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Bug('The server listens nowhere.'))
      resolve(address.port)
    })
  })
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  router: Router,
  token: string,
): Promise<void> {
  let call: ApiCall | undefined
  try {
    const open = router.open(request)
    if (open === undefined) call = new ApiCall(request, response, userOf(request, token))
    const answer = open ?? (call && router.answer(call))
    if (answer === undefined) return
    const settled = answer instanceof Promise ? await answer : answer
    if ('stream' in settled) await settled.stream(response)
    else send(response, settled, { headOnly: request.method === 'HEAD', warnings: call?.warnings })
  } catch (error) {
    if (response.headersSent) response.destroy()
    else send(response, failureAnswer(failureOf(error)), { headOnly: false, warnings: call?.warnings })
  }
}

function send(
  response: ServerResponse,
  answer: WholeAnswer,
  { headOnly, warnings = [] }: { readonly headOnly: boolean; readonly warnings: readonly string[] | undefined },
): void {
  const { status, type, body, headers } = answer
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-cache, private',
    ...(warnings.length === 0 ? {} : { warning: warnings.map(warningHeader).join(', ') }),
    ...headers,
  })
  response.end(headOnly ? undefined : body)
}

/** Source: RFC 7234, Warning; 299 is a miscellaneous one that lasts. */
function warningHeader(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/["\\]/g, found => `\\${found}`)
  return `299 - "${plain}"`
}
