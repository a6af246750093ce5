/** Exec over WebSocket: one channel per stream, named by the first byte of each message. Source: Kubernetes, KEP-4006. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { type ClientStreams, type ProgramStreams, statusOf } from './streams.ts'

/** Best first. From version 5 on, a client can say that its standard input has ended. */
export const webSocketProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const

const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const
/** Source: RFC 6455, status codes. */
const normalClosure = 1000

const server = new WebSocketServer({
  noServer: true,
  handleProtocols: offered => webSocketProtocols.find(protocol => offered.has(protocol)) ?? false,
})

/** Whether the client offers a version that is spoken here. */
export function speaksWebSocket(request: IncomingMessage): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(word => word.trim())
  return webSocketProtocols.some(protocol => offered.includes(protocol))
}

/** Accepts the upgrade and starts the program with the streams of the connection. */
export function serveWebSocket(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  start: (client: ClientStreams) => ProgramStreams,
): void {
  server.handleUpgrade(request, socket, head, connection => {
    const program = start(clientStreams(connection))
    connection.on('message', (data, isBinary) => {
      const bytes = bytesOf(data)
      const channel = isBinary ? bytes[0] : undefined
      if (channel === channels.stdin) program.stdin(bytes.subarray(1))
      // The message of the close channel names the channel that ends.
      else if (channel === channels.close && bytes[1] === channels.stdin) program.stdinEnded()
    })
    connection.on('close', program.gone)
    connection.on('error', program.gone)
  })
}

function clientStreams(connection: WebSocket): ClientStreams {
  const send = (channel: number, bytes: Uint8Array) => {
    if (connection.readyState === connection.OPEN) connection.send(Buffer.concat([Buffer.from([channel]), bytes]))
  }
  return {
    write: (stream, bytes) => send(channels[stream], bytes),
    end: ending => {
      send(channels.error, Buffer.from(JSON.stringify(statusOf(ending))))
      connection.close(normalClosure)
    },
  }
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}
