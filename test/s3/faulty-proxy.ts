/** A proxy in front of an S3 server that lets one call go wrong, as networks and servers do. */

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { StoreTrouble } from '../contract/object-store.ts'

export type FaultyProxy = {
  readonly endpoint: string
  /** The next call that the trouble can happen to. */
  strike(trouble: StoreTrouble): void
  /** Calls that reached the proxy: method, path with query, and bytes sent. */
  readonly calls: { readonly method: string; readonly path: string; readonly sentBytes: number }[]
  stop(): Promise<void>
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const troubles: StoreTrouble[] = []
  const calls: FaultyProxy['calls'] = []
  const { hostname, port } = new URL(target)

  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const sent = await bodyOf(incoming)
    const { method = 'GET', url: path = '/' } = incoming
    calls.push({ method, path, sentBytes: sent.length })
    const trouble = take(method)
    if (trouble === 'dropped') {
      incoming.socket.destroy()
      return
    }
    // The client gives up long before.
    if (trouble === 'slow') return
    if (trouble === 'unavailable') return refuse(outgoing, 503, 'SlowDown')
    if (trouble === 'full') return refuse(outgoing, 507, 'XMinioStorageFull')
    const body = trouble === 'corrupted-upload' ? flipped(sent) : sent
    const got = await forward(incoming, body)
    const back = trouble === 'corrupted' ? flipped(got.body) : got.body
    outgoing.writeHead(got.status, got.headers)
    if (trouble === 'truncated') {
      outgoing.write(back.subarray(0, back.length >> 1), () => outgoing.destroy())
      return
    }
    outgoing.end(back)
  }

  function take(method: string): StoreTrouble | undefined {
    const wanted = (trouble: StoreTrouble): boolean =>
      trouble === 'truncated' || trouble === 'corrupted'
        ? method === 'GET'
        : trouble === 'corrupted-upload' || trouble === 'full'
          ? method === 'PUT'
          : true
    const index = troubles.findIndex(wanted)
    return index < 0 ? undefined : troubles.splice(index, 1)[0]
  }

  function forward(incoming: IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
      const { method = 'GET', url: path = '/', headers } = incoming
      const onward = request({ hostname, port, method, path, headers }, got => {
        bodyOf(got).then(back => resolve({ status: got.statusCode ?? 502, headers: got.headers, body: back }), reject)
      })
      onward.once('error', reject)
      onward.end(body)
    })
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const at = address !== null && typeof address === 'object' ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${at}`,
    strike: trouble => void troubles.push(trouble),
    calls,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/xml' })
  outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>Not now.</Message></Error>`)
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1
  return copy
}
