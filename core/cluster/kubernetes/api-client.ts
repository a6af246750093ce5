/** Asks the API server, patiently: what it asks to be tried again is tried again, so often and no more. */

import { fraction } from '../../base/index.ts'
import { type Clock, PortError } from '../../ports/index.ts'
import type { ApiAnswer, ApiLine, ApiRequest } from './api-line.ts'
import { type ApiStatus, type Asked, portErrorOf, statusOf } from './api-status.ts'
import { type Fields, isFields } from './json-reading.ts'

/** An answer of the API server: JSON, or a refusal that the caller must judge. */
export type ApiResult =
  | { readonly ok: true; readonly body: Fields }
  | { readonly ok: false; readonly status: ApiStatus; readonly error: PortError }

export type ApiClient = {
  readonly line: ApiLine
  readonly clock: Clock
  /** Throws the line's errors, and `corrupted` for an answer that is no JSON object. */
  readonly ask: (request: ApiRequest, asked: Asked, signal?: AbortSignal) => Promise<ApiResult>
}

/** Tries in all, of which the waits in between add up to a few seconds. */
const tries = 5
const firstWaitMs = 250
/** A server that asks for more patience is told to be busy. */
const longestWaitMs = 10_000

export function apiClient(line: ApiLine, clock: Clock): ApiClient {
  let asks = 0
  return {
    line,
    clock,
    async ask(request, asked, signal) {
      asks += 1
      const seed = asks
      for (let attempt = 1; ; attempt += 1) {
        const answer = await line.send(request, signal)
        if (answer.status < 300) return { ok: true, body: readBody(answer, line) }
        if (answer.status < 400) throw redirected(answer, line)
        const status = statusOf(answer)
        const waitMs = patience(request, status, attempt, fraction(seed, attempt))
        if (attempt === tries || waitMs === undefined) {
          return { ok: false, status, error: portErrorOf(status, asked, line.account) }
        }
        await clock.sleep(waitMs, signal)
      }
    },
  }
}

/**
 * How long to wait before the request is sent again, or undefined when that is no use. A write is repeated only when
 * the server says that it did nothing: by 429, or by naming a time to come back.
 */
function patience(request: ApiRequest, status: ApiStatus, attempt: number, chance: number): number | undefined {
  const { code, retryAfterSeconds } = status
  const named = retryAfterSeconds !== undefined && (code === 429 || code >= 500)
  const harmless = request.method === 'GET' && (code === 502 || code === 503 || code === 504)
  if (code !== 429 && !named && !harmless) return undefined
  const own = firstWaitMs * 2 ** (attempt - 1) * (0.75 + chance / 2)
  const waitMs = Math.max(own, (retryAfterSeconds ?? 0) * 1000)
  return waitMs > longestWaitMs ? undefined : waitMs
}

function readBody({ text }: ApiAnswer, line: ApiLine): Fields {
  try {
    const body: unknown = JSON.parse(text)
    if (isFields(body)) return body
  } catch (error) {
    throw new PortError('corrupted', noJson(line), { cause: error })
  }
  throw new PortError('corrupted', noJson(line))
}

function noJson({ server }: ApiLine): string {
  return `${server} answered something that is not JSON; is it the address of an API server?`
}

function redirected({ status, headers }: ApiAnswer, { server }: ApiLine): PortError {
  const to = headers.location === undefined ? '' : ` to ${headers.location.split('?')[0]}`
  return new PortError(
    'rejected',
    `${server} sends us elsewhere${to} (${status}); is it the address of an API server, or of a sign-in page before it?`,
  )
}
