/** Opens the WebSocket over which a program in a container is run. */

import type { IncomingHttpHeaders } from 'node:http'
import WebSocket from 'ws'
import type { ApiLine, SocketOpening } from './api-line.ts'
import { LostRequest } from './exec-status.ts'
import { fieldsOf, textOf } from './json-reading.ts'
import { unreachable } from './unreachable.ts'

/** Newest first; both have the exit code in the status channel. Source: Kubernetes, remotecommand. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

/** An answer of the API server that is no WebSocket. */
export type Refused = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }

/**
 * The socket is paused until its reader resumes it, so that nothing is lost. Throws `unreachable` when the server
 * cannot be asked and nothing has been started, {@link LostRequest}, and the signal's reason.
 */
export function openExecSocket(
  { url, headers, agent }: SocketOpening,
  line: ApiLine,
  signal: AbortSignal,
): Promise<{ readonly socket: WebSocket } | { readonly refused: Refused }> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, {
      agent,
      headers: { ...headers },
      perMessageDeflate: false,
      handshakeTimeout: line.requestTimeoutMs,
      maxPayload: 16 * 1_048_576,
    })
    // The words of a command may be secret: the address is logged without them.
    const log = (status: number) => line.log(`GET ${url.replace(/\?.*/, '')} ${status}`)
    const onAbort = () => {
      socket.terminate()
      reject(signal.reason)
    }
    const finish = () => signal.removeEventListener('abort', onAbort)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('unexpected-response', (request, response) => {
      finish()
      const { statusCode: status = 0, headers: answered } = response
      log(status)
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text.length < 65_536) text += chunk
      })
      const end = () => {
        request.destroy()
        resolve({ refused: { status, headers: answered, text } })
      }
      response.on('end', end).on('error', end).on('aborted', end)
    })
    socket.on('error', error => {
      finish()
      if (signal.aborted) return
      const lost = `the connection broke before ${line.server} answered; the program may be running`
      reject(isBeforeRequest(error) ? unreachable(error, line.server) : new LostRequest(lost, { cause: error }))
    })
    socket.on('open', () => {
      finish()
      log(101)
      socket.pause()
      socket.removeAllListeners('error')
      socket.on('error', () => {})
      resolve({ socket })
    })
  })
}

/** Whether it went wrong before the request could be sent: looking up the name, connecting, or trusting the server. */
function isBeforeRequest(error: Error): boolean {
  const code = textOf(fieldsOf(error).code) ?? ''
  return code !== '' && !/^(ECONNRESET|EPIPE|ETIMEDOUT|HPE_\w+|WS_\w+)$/.test(code)
}
