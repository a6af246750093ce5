/** A small HTTP client of a served API, for tests that look at the answers themselves. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { ServedCluster } from './served-cluster.ts'

export type ApiAnswer = {
  readonly status: number
  readonly headers: Headers
  /** The parsed body. */
  readonly body: ApiBody
}

export type ApiBody = {
  readonly kind?: string
  readonly reason?: string
  readonly message?: string
  readonly details?: {
    readonly causes?: readonly { readonly field?: string; readonly reason?: string }[]
    readonly kind?: string
  }
  readonly metadata?: KubeObject['metadata'] & { readonly continue?: string; readonly remainingItemCount?: number }
  readonly items?: readonly KubeObject[]
  readonly [field: string]: unknown
}

export type ApiClient = {
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>
  /** The events of a watch, one at a time, until `stop` is called. */
  watch(path: string): { next(): Promise<WatchedEvent>; stop(): void }
}

export type WatchedEvent = { readonly type: string; readonly object: ApiBody }

export function apiClient({ url, token }: Pick<ServedCluster, 'url' | 'token'>): ApiClient {
  const authorization = `Bearer ${token}`
  return {
    call: async (method, path, body, headers = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const type = response.headers.get('content-type') ?? ''
      return {
        status: response.status,
        headers: response.headers,
        body: type.includes('json') ? JSON.parse(text) : { text },
      }
    },
    watch: path => {
      const stop = new AbortController()
      const lines = linesOf(`${url}${path}`, authorization, stop.signal)
      return {
        next: async () => {
          const { value, done } = await lines.next()
          if (done === true) throw new Error('the watch has ended')
          return JSON.parse(value)
        },
        stop: () => stop.abort(),
      }
    },
  }
}

async function* linesOf(url: string, authorization: string, signal: AbortSignal): AsyncGenerator<string, void> {
  const response = await fetch(url, { headers: { authorization }, signal })
  if (response.body === null) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
