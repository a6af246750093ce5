/** Carries requests to one API server and answers back: sockets, credentials, time limits, and the log of requests. */

import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Socket } from 'node:net'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { PortError } from '../../ports/index.ts'
import { openSockets, type ServerTrust, type SocketOptions, type Sockets } from './agents.ts'
import type { Credential, CredentialSource } from './credentials.ts'
import { unreachable } from './unreachable.ts'

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its query; the server's own path goes before it. */
  readonly path: string
  readonly body?: string
  readonly contentType?: string
  readonly accept?: string
}

export type ApiAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** What a WebSocket needs to be opened on this line. */
export type SocketOpening = {
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly agent: Sockets['lasting']
}

export interface ApiLine {
  readonly server: string
  /** Who asks, for messages: `user admin of context prod`. */
  readonly account: string
  readonly requestTimeoutMs: number
  /**
   * The whole answer, whatever its status. A 401 is tried once more with fresh credentials. Throws `unreachable`,
   * `timeout`, `unauthenticated` (no credentials to be had) and `full` (an answer above 256 MiB).
   */
  send(request: ApiRequest, signal?: AbortSignal): Promise<ApiAnswer>
  /** As {@link send}; resolves as soon as the answer begins. The reader must destroy what it does not read to the end. */
  open(request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage>
  openingOf(path: string, signal?: AbortSignal): Promise<SocketOpening>
  /** Fresh credentials after a 401; false when there are none. */
  renew(signal?: AbortSignal): Promise<boolean>
  log(line: string): void
  close(): void
}

export type ApiLineOptions = {
  readonly server: URL
  readonly trust: ServerTrust
  readonly proxy?: URL
  readonly account: string
  readonly credentials: CredentialSource
  readonly impersonation: Readonly<Record<string, string | string[]>>
  /** A whole request may take so long; absent: `stallMs` without any progress. */
  readonly requestTimeoutMs?: number
  readonly log: (line: string) => void
  readonly now: () => number
  /** Told the date of every answer, and when its request was sent and it began to arrive. */
  readonly answered?: (date: string | undefined, sent: number, received: number) => void
}

/** An answer may pause for so long. */
const stallMs = 30_000
/** A connection must stand after so long. */
const connectMs = 15_000
export const largestAnswer = 256 * 1_048_576

export function openLine(options: ApiLineOptions): ApiLine {
  const { server, credentials, log, now } = options
  const address = server.href.replace(/\/$/, '')
  const noLimit = options.requestTimeoutMs === 0
  const total = noLimit ? undefined : options.requestTimeoutMs
  const socketsOf = rememberSockets(options)
  let last: Credential = {}

  async function begin(
    request: ApiRequest,
    signal: AbortSignal | undefined,
    kind: 'brief' | 'lasting',
  ): Promise<Begun> {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted()
      const credential = await credentials.current(signal)
      last = credential
      const agent = socketsOf(credential)[kind]
      const started = now()
      const lasting = kind === 'lasting'
      const limits = {
        total: lasting ? undefined : total,
        stallMs: noLimit ? undefined : stallMs,
        untilAnswer: lasting,
      }
      const begun = await exchange({
        request,
        agent,
        address,
        limits,
        headers: headersOf(request, credential, lasting),
        signal,
      })
      options.answered?.(begun.message.headers.date, started, now())
      log(`${request.method} ${address}${request.path} ${begun.message.statusCode} in ${now() - started} ms`)
      if (begun.message.statusCode !== 401 || attempt > 1) return begun
      if (!(await renewOrKeep(credential, signal))) return begun
      begun.drop()
    }
  }
  const renewOrKeep = async (refused: Credential, signal: AbortSignal | undefined): Promise<boolean> => {
    if (server.protocol !== 'https:') return false
    return credentials.renew(refused, signal)
  }
  function headersOf(request: ApiRequest, credential: Credential, lasting: boolean): Record<string, string | string[]> {
    const { body, accept = 'application/json', contentType = 'application/json' } = request
    return {
      'user-agent': 'pxsnap',
      accept,
      // Changes are wanted as they come, and not gathered into blocks.
      'accept-encoding': lasting ? 'identity' : 'gzip',
      ...(body === undefined ? {} : { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) }),
      ...authorization(credential),
    }
  }
  // As kubectl, which sends no credentials in the clear: such a server is `kubectl proxy`, or none of ours.
  function authorization(credential: Credential): Record<string, string | string[]> {
    if (server.protocol !== 'https:') return {}
    const { authorization: value } = credential
    return { ...(value === undefined ? {} : { authorization: value }), ...options.impersonation }
  }
  return {
    server: address,
    account: options.account,
    requestTimeoutMs: total ?? stallMs,
    async send(request, signal) {
      const begun = await begin(request, signal, 'brief')
      const { statusCode: status = 0, headers } = begun.message
      return { status, headers, text: await begun.readAll() }
    },
    async open(request, signal) {
      const { message } = await begin(request, signal, 'lasting')
      return message
    },
    async openingOf(path, signal) {
      const credential = await credentials.current(signal)
      last = credential
      const headers = { 'user-agent': 'pxsnap', ...authorization(credential) }
      return { url: `${address.replace(/^http/, 'ws')}${path}`, headers, agent: socketsOf(credential).lasting }
    },
    renew: signal => renewOrKeep(last, signal),
    log,
    close: () => socketsOf.close(),
  }
}

/** The sockets of one credential. When its certificate changes, others are opened and the old ones closed. */
function rememberSockets(options: SocketOptions): { (credential: Credential): Sockets; close(): void } {
  let held: { readonly certificate: string | undefined; readonly sockets: Sockets } | undefined
  const socketsOf = (credential: Credential): Sockets => {
    if (held === undefined || held.certificate !== credential.certificate) {
      // Watches that run on with the older certificate end by themselves.
      held?.sockets.brief.destroy()
      held = { certificate: credential.certificate, sockets: openSockets(options, credential) }
    }
    return held.sockets
  }
  return Object.assign(socketsOf, { close: () => held?.sockets.close() })
}

type Begun = {
  readonly message: IncomingMessage
  /** The whole body as text. */
  readonly readAll: () => Promise<string>
  readonly drop: () => void
}

type Limits = {
  readonly total: number | undefined
  readonly stallMs: number | undefined
  /** Whether they end with the beginning of the answer, as for a watch. */
  readonly untilAnswer: boolean
}

type Exchange = {
  readonly request: ApiRequest
  readonly agent: Sockets['brief']
  readonly address: string
  readonly headers: Record<string, string | string[]>
  readonly limits: Limits
  readonly signal: AbortSignal | undefined
}

/** Sends a request and waits until the answer begins. A socket that was closed while it lay idle is not the request's fault. */
async function exchange(about: Exchange): Promise<Begun> {
  try {
    return await exchangeOnce(about)
  } catch (error) {
    if (!(error instanceof StaleSocket)) throw error
    if (about.request.method !== 'GET') throw error.problem
    return exchangeOnce(about)
  }
}

/** The server had closed the kept socket before the request reached it. */
class StaleSocket extends Error {
  readonly problem: PortError
  constructor(problem: PortError) {
    super(problem.message)
    this.problem = problem
  }
}

function exchangeOnce({ request, agent, address, headers, limits, signal }: Exchange): Promise<Begun> {
  const url = new URL(address + request.path)
  const send = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = send(url, { method: request.method, headers, agent })
    let begun = false
    const watchdog = startWatchdog(limits, connected(asked), problem => asked.destroy(problem))
    const onAbort = () => asked.destroy(abortError(signal))
    const finish = () => {
      watchdog.stop()
      signal?.removeEventListener('abort', onAbort)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    asked.on('socket', () => watchdog.takesSocket())
    asked.on('error', error => {
      finish()
      if (begun) return
      if (signal?.aborted === true) return reject(signal.reason)
      const problem = error instanceof PortError ? error : unreachable(error, address)
      const stale = asked.reusedSocket && /ECONNRESET|EPIPE/.test(String((error as NodeJS.ErrnoException).code))
      reject(stale ? new StaleSocket(problem) : problem)
    })
    asked.on('response', message => {
      begun = true
      watchdog.touch()
      if (limits.untilAnswer) watchdog.stop()
      message.on('error', () => {}).on('close', finish)
      resolve({
        message,
        drop: () => message.destroy(),
        readAll: () => readAll(message, { address, watchdog, signal }),
      })
    })
    asked.end(request.body)
  })
}

type Reading = { readonly address: string; readonly watchdog: Watchdog; readonly signal: AbortSignal | undefined }

async function readAll(message: IncomingMessage, { address, watchdog, signal }: Reading): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      watchdog.touch()
      size += chunk.length
      if (size > largestAnswer) throw tooLarge(address)
      chunks.push(chunk)
    }
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason
    throw watchdog.problem() ?? (error instanceof PortError ? error : unreachable(error, address))
  }
  if (!message.complete) throw unreachable(new Error('the answer was cut off'), address)
  const bytes = Buffer.concat(chunks)
  if (message.headers['content-encoding'] !== 'gzip') return bytes.toString('utf8')
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: largestAnswer })).toString('utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(address)
    throw new PortError('corrupted', `The answer of ${address} is damaged (gzip).`, { cause: error })
  }
}

function tooLarge(address: string): PortError {
  return new PortError('full', `An answer of ${address} is larger than ${largestAnswer / 1_048_576} MiB.`)
}

type Watchdog = { touch(): void; takesSocket(): void; stop(): void; problem(): PortError | undefined }

/** Bites once when the connection does not come to stand, the answer stalls, or the whole takes too long. */
function startWatchdog(
  { total, stallMs: stall }: Limits,
  isConnected: () => boolean,
  bite: (problem: PortError) => void,
): Watchdog {
  let problem: PortError | undefined
  const bark = (kind: 'unreachable' | 'timeout', message: string) => () => {
    problem ??= new PortError(kind, message)
    bite(problem)
  }
  const seconds = (ms: number) => `${ms / 1000} s`
  let connecting: NodeJS.Timeout | undefined
  const whole =
    total === undefined
      ? undefined
      : setTimeout(
          bark('timeout', `The API server gave no whole answer within ${seconds(total)} (--request-timeout).`),
          total,
        )
  const stalled =
    total !== undefined || stall === undefined
      ? undefined
      : setTimeout(bark('timeout', `The API server gave no answer within ${seconds(stall)}.`), stall)
  return {
    touch: () => stalled?.refresh(),
    // A request may have waited for its turn until now.
    takesSocket() {
      stalled?.refresh()
      connecting = setTimeout(() => {
        if (isConnected()) return
        bark('unreachable', `The API server is not reached: no connection within ${seconds(connectMs)}.`)()
      }, connectMs)
    },
    stop() {
      for (const timer of [connecting, whole, stalled]) clearTimeout(timer)
    },
    problem: () => problem,
  }
}

function connected(asked: ClientRequest): () => boolean {
  let stands = false
  asked.on('socket', socket => {
    // A socket that is used again stands already, and would gather a listener with every request. A request that waited
    // for its turn is given one without being told so (`reusedSocket`).
    if (asked.reusedSocket || standing.has(socket)) {
      stands = true
      return
    }
    socket.once(asked.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      standing.add(socket)
      stands = true
    })
  })
  return () => stands
}

const standing = new WeakSet<Socket>()

function abortError(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error('cancelled')
}
