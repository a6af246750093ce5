/** Requests that leave HTTP: exec by WebSocket or SPDY is led to its program, everything else is refused in words. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { SimulatedPods } from '../../cluster/simulated/index.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiFailure } from '../api-failure.ts'
import { badRequest } from '../problems.ts'
import { execOptions } from './exec-request.ts'
import { type ExecPlace, startExec } from './exec-session.ts'
import { serveSpdy, spdyProtocol } from './spdy/spdy-exec.ts'
import type { ClientStreams } from './streams.ts'
import { serveWebSocket, speaksWebSocket, webSocketProtocols } from './websocket-exec.ts'

export type Upgrade = { readonly request: IncomingMessage; readonly socket: Socket; readonly head: Buffer }

/** Throws ApiFailure as long as nothing was accepted. */
export function serveExec(pods: SimulatedPods, call: ApiCall, place: ExecPlace, upgrade: Upgrade): void {
  const { request, socket, head } = upgrade
  const options = execOptions(call)
  const { container } = options
  const problem = pods.problemOf({ ...place, ...(container === undefined ? {} : { container }) })
  if (problem !== undefined) throw badRequest(problem)
  const start = (client: ClientStreams) => startExec(pods, place, options, client)
  const wanted = request.headers.upgrade?.toLowerCase()
  if (wanted === 'websocket') {
    if (!speaksWebSocket(request)) {
      const offered = request.headers['sec-websocket-protocol'] ?? 'none'
      throw badRequest(
        `of the WebSocket protocols, ${webSocketProtocols.join(' and ')} are spoken here; offered: ${offered}`,
      )
    }
    serveWebSocket(request, socket, head, start)
    return
  }
  const protocol = wanted === 'spdy/3.1' ? spdyProtocol(request) : undefined
  if (protocol === undefined) {
    throw badRequest(`exec needs an upgrade to SPDY/3.1 or to a WebSocket (${webSocketProtocols.join(', ')})`)
  }
  const streams = (['stdin', 'stdout', 'stderr'] as const).filter(name => options[name])
  serveSpdy(socket, head, { protocol, streams, start })
}

/** Why the subresource is not served, in words for the person in front of kubectl. */
export function refusedSubresource(subresource: string): ApiFailure | undefined {
  const why = refusals[subresource]
  return why === undefined ? undefined : new ApiFailure('BadRequest', why)
}

const refusals: Readonly<Record<string, string>> = {
  attach:
    'the containers of the simulated cluster run models of applications, which have no console to attach to: use kubectl exec or kubectl logs',
  portforward: 'the simulated cluster has no network, so there is no port to forward to: use kubectl exec',
}

/** Answers an upgrade that is refused, with a Status as the body. */
export function refuseUpgrade(socket: Socket, failure: ApiFailure): void {
  const body = JSON.stringify(failure.status())
  socket.end(
    `HTTP/1.1 ${failure.code} ${failure.reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
