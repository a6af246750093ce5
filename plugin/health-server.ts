/** Health and metrics over HTTP, for a kubelet and for Prometheus. */

import { createServer } from 'node:http'
import type { Controller } from '@pxsnap/core/controller'
import { Problem } from './problem.ts'

export type HealthServer = { readonly url: string; close(): Promise<void> }

/** `listen` is `HOST:PORT` or `:PORT`, on all addresses; port 0 is any free one. Throws a Problem when it cannot be had. */
export async function serveHealth(controller: Controller, listen: string): Promise<HealthServer> {
  const { host, port } = addressOf(listen)
  const server = createServer((request, response) => {
    const { status, text, type } = answer(controller, request.method ?? '', request.url ?? '')
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(request.method === 'HEAD' ? undefined : text)
  })
  // Nobody is kept waiting for, least of all the end of the process.
  server.requestTimeout = 5_000
  server.keepAliveTimeout = 1_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new Problem('failed', `Nothing can be served on ${listen}: ${error.message}`)))
    server.listen({ port, ...(host === '' ? {} : { host }) }, resolve)
  })
  const bound = server.address()
  const at = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    url: `http://${host === '' ? 'localhost' : host}:${at}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(controller: Controller, method: string, url: string) {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET.\n')
  switch (url.replace(/\?.*/, '')) {
    case '/healthz':
      return health(controller.alive())
    case '/readyz':
      return health(controller.ready())
    case '/metrics':
      return { status: 200, text: controller.metrics(), type: 'text/plain; version=0.0.4; charset=utf-8' }
    default:
      return plain(404, 'There are /healthz, /readyz and /metrics.\n')
  }
}

function health({ ok, said }: { readonly ok: boolean; readonly said: string }) {
  return plain(ok ? 200 : 503, `${said}\n`)
}

function plain(status: number, text: string) {
  return { status, text, type: 'text/plain; charset=utf-8' }
}

function addressOf(listen: string): { readonly host: string; readonly port: number } {
  const match = /^(.*):(\d{1,5})$/.exec(listen)
  const port = Number(match?.[2])
  if (match === null || port > 65_535) {
    throw new Problem('usage', `--listen is HOST:PORT or :PORT, not "${listen}".`, 'kubectl pxsnap controller --help')
  }
  return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port }
}
