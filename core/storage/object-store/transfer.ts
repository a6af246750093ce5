/** A transfer as a generator without input or output of its own: it yields what it wants and is told what came of it. */

import { Bug, fraction } from '../../base/index.ts'
import { PortError, type PortErrorKind } from '../../ports/index.ts'
import type { StoreAnswers, StoreReply, StoreRequest } from './requests.ts'

export type TransferStep =
  | { readonly do: 'ask'; readonly request: StoreRequest }
  | { readonly do: 'wait'; readonly ms: number }
  /** So many bytes of content are in the store, or have come from it. */
  | { readonly do: 'report'; readonly doneBytes: number; readonly totalBytes: number }

/** Whoever runs it answers every `ask` with its reply; what the other steps are answered with does not matter. */
export type Transfer<T> = Generator<TransferStep, T, StoreReply | undefined>

/** How a transfer meets a store that does not answer. The waits double from `firstWaitMs`, each with jitter from the seed. */
export type Retries = {
  readonly attempts: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  readonly seed: number
}

export const usualRetries: Retries = { attempts: 7, firstWaitMs: 250, longestWaitMs: 20_000, seed: 1 }
/** For calls whose caller repeats them. */
export const once: Retries = { attempts: 1, firstWaitMs: 0, longestWaitMs: 0, seed: 1 }

type Op = StoreRequest['op']

/** Asks until there is an answer. Throws a PortError of the store's kind when it is final or was repeated often enough. */
export function* ask<O extends Op>(
  request: Extract<StoreRequest, { readonly op: O }>,
  retries: Retries,
): Transfer<StoreAnswers[O]> {
  for (let attempt = 1; ; attempt++) {
    const reply = yield* tryOnce<O>(request)
    if (reply.heard) return reply.answer
    if (!mayPass(reply.error.kind) || attempt >= retries.attempts) throw reply.error
    yield { do: 'wait', ms: waitMs(retries, attempt) }
  }
}

export type Heard<O extends Op> =
  | { readonly heard: true; readonly answer: StoreAnswers[O] }
  | { readonly heard: false; readonly error: PortError }

export function* tryOnce<O extends Op>(request: Extract<StoreRequest, { readonly op: O }>): Transfer<Heard<O>> {
  const reply = yield { do: 'ask', request }
  if (reply === undefined) throw new Bug('A request got no reply.')
  if (reply.op === 'failed') return { heard: false, error: new PortError(reply.kind, reply.message) }
  if (reply.op !== request.op) throw new Bug(`A ${request.op} was answered with a ${reply.op}.`)
  return { heard: true, answer: reply.answer as StoreAnswers[O] }
}

/** Half of the doubling wait for certain, the other half drawn, so that many who failed together do not come back together. */
export function waitMs({ firstWaitMs, longestWaitMs, seed }: Retries, attempt: number): number {
  const full = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
  return Math.round(full / 2 + (full / 2) * fraction(seed, attempt))
}

/** Whether the same call can succeed later without anybody changing a spec or a credential. */
export function mayPass(kind: PortErrorKind): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'corrupted' || kind === 'busy'
}
