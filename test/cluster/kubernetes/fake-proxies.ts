/** Proxies on loopback that carry whatever they are asked for, and remember it. */

import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export type FakeProxy = { readonly port: number; readonly asked: string[]; readonly close: () => Promise<void> }

/** CONNECT tunnels for who knows the password, `user:password`. */
export async function openHttpProxy(password: string): Promise<FakeProxy> {
  const asked: string[] = []
  const expected = `Basic ${Buffer.from(password).toString('base64')}`
  const server = createHttpServer()
  server.on('connect', (request, socket: Socket) => {
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const target = request.url ?? ''
    asked.push(target)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const [host = '', port] = target.split(':')
    carry(socket, connect(Number(port), host))
  })
  return open(server, asked)
}

/** SOCKS 5 without passwords. */
export async function openSocksProxy(): Promise<FakeProxy> {
  const asked: string[] = []
  const server = createServer(socket => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]))
      socket.once('data', (request: Buffer) => {
        const length = request[4] ?? 0
        const host = request.subarray(5, 5 + length).toString()
        const port = request.readUInt16BE(5 + length)
        asked.push(`${host}:${port}`)
        socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
        carry(socket, connect(port, host))
      })
    })
  })
  return open(server, asked)
}

function carry(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy())
  other.on('error', () => one.destroy())
  one.pipe(other).pipe(one)
}

async function open(server: Server, asked: string[]): Promise<FakeProxy> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
