/** What a handler gives back: a whole answer, or somebody who writes one as time goes by. */

import type { ServerResponse } from 'node:http'
import type { ApiFailure } from './api-failure.ts'

export type Answer = WholeAnswer | StreamAnswer

export type WholeAnswer = {
  readonly status: number
  readonly type: string
  readonly body: Buffer | string
  readonly headers?: Readonly<Record<string, string>>
}

export type StreamAnswer = {
  /** Writes head and body itself, and ends the response. */
  readonly stream: (response: ServerResponse) => void | Promise<void>
}

const json = 'application/json'

export function jsonAnswer(value: unknown, status = 200): WholeAnswer {
  return { status, type: json, body: JSON.stringify(value) }
}

export function textAnswer(text: string, status = 200): WholeAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: text }
}

export function failureAnswer(failure: ApiFailure): WholeAnswer {
  const seconds = failure.details?.retryAfterSeconds
  return {
    ...jsonAnswer(failure.status(), failure.code),
    ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  }
}
