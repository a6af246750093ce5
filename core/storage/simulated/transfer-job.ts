/** One transfer on its way through virtual time: every call of the store takes what its bytes and the bandwidth say. */

import { after, assert, drawBetween, type Instant } from '../../base/index.ts'
import { PortError } from '../../ports/index.ts'
import {
  bytesMoved,
  perform,
  type StoreReply,
  type StoreRequest,
  type Transfer,
  type TransferStep,
} from '../object-store/index.ts'
import type { Bucket } from './credentials.ts'

export type CloudLatencies = {
  /** Milliseconds of one call of the object store, without its bytes. */
  readonly call: readonly [least: number, most: number]
  /** What all transfers share. */
  readonly bytesPerSecond: number
}

export const usualCloudLatencies: CloudLatencies = { call: [15, 45], bytesPerSecond: 100 * 2 ** 20 }

export type JobEvents<T> = {
  report(progress: { readonly doneBytes: number; readonly totalBytes: number }): void
  done(result: T, at: Instant): void
  failed(error: PortError, at: Instant): void
}

type Pending =
  | { readonly on: 'nothing' }
  | { readonly on: 'time'; readonly due: Instant }
  | { readonly on: 'call'; readonly request: StoreRequest; readonly from: Instant; readonly due: Instant }
  /** An answer that was given and has not arrived yet. */
  | { readonly on: 'answer'; readonly reply: StoreReply; readonly due: Instant }
  | { readonly on: 'outside'; readonly answer: Promise<void> }

export type JobOptions<T> = {
  readonly transfer: Transfer<T>
  readonly bucket: Bucket
  readonly events: JobEvents<T>
  readonly latencies: CloudLatencies
  readonly seed: number
  readonly ordinal: number
  /** How many transfers share the bandwidth now. */
  readonly sharers: () => number
  readonly now: () => Instant
}

export class TransferJob<T> {
  readonly #options: JobOptions<T>
  #pending: Pending = { on: 'nothing' }
  #calls = 0
  #stopped = false

  constructor(options: JobOptions<T>) {
    this.#options = options
  }

  start(at: Instant): void {
    this.#go(undefined, at)
  }

  /** Waits first. */
  startAfter(at: Instant, delayMs: number): void {
    if (delayMs === 0) this.start(at)
    else this.#pending = { on: 'time', due: after(at, delayMs) }
  }

  /** When it next does something by itself; undefined while it waits for the world outside, and at its end. */
  get due(): Instant | undefined {
    return 'due' in this.#pending ? this.#pending.due : undefined
  }

  /** What it waits for in the world outside. */
  get outside(): Promise<void> | undefined {
    return this.#pending.on === 'outside' ? this.#pending.answer : undefined
  }

  /** Bytes of the call under way that have moved by now. */
  movedBytes(now: Instant): number {
    const pending = this.#pending
    if (pending.on !== 'call' || pending.due <= pending.from) return 0
    const share = Math.min(1, Math.max(0, (now - pending.from) / (pending.due - pending.from)))
    return Math.floor(bytesMoved(pending.request) * share)
  }

  /** Does what is due. */
  move(): void {
    const pending = this.#pending
    assert('due' in pending, 'A job is moved when something of it is due.')
    if (pending.on === 'call') this.#call(pending.request, pending.due)
    else this.#go(pending.on === 'answer' ? pending.reply : undefined, pending.due)
  }

  #call(request: StoreRequest, at: Instant): void {
    const { bucket } = this.#options
    if (bucket.kind === 'embedded') {
      const { reply, extraMs } = bucket.bucket.answer(request)
      if (extraMs === 0) this.#go(reply, at)
      else this.#pending = { on: 'answer', reply, due: after(at, extraMs) }
      return
    }
    const answer = (async () => {
      const reply = await perform(await bucket.store(), request).catch(asReply)
      if (this.#stopped) this.#pending = { on: 'nothing' }
      else this.#go(reply, this.#options.now())
    })()
    this.#pending = { on: 'outside', answer }
  }

  /** Nothing more is asked. What is under way outside still ends; `outside` says when. */
  stop(): void {
    this.#stopped = true
    if (this.#pending.on !== 'outside') this.#pending = { on: 'nothing' }
  }

  #go(first: StoreReply | undefined, at: Instant): void {
    const { events } = this.#options
    this.#pending = { on: 'nothing' }
    let reply = first
    for (;;) {
      const step = this.#next(reply, at)
      if (step === undefined) return
      reply = undefined
      if (step.do === 'report') events.report(step)
      if (step.do === 'wait') this.#pending = { on: 'time', due: after(at, step.ms) }
      if (step.do === 'ask') {
        const due = after(at, this.#lengthMs(step.request))
        this.#pending = { on: 'call', request: step.request, from: at, due }
      }
      if (step.do !== 'report') return
    }
  }

  /** The next step of the transfer; undefined when it has ended. */
  #next(reply: StoreReply | undefined, at: Instant): TransferStep | undefined {
    const { transfer, events } = this.#options
    let step: IteratorResult<TransferStep, T>
    try {
      step = transfer.next(reply)
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      events.failed(error, at)
      return undefined
    }
    if (!step.done) return step.value
    events.done(step.value, at)
    return undefined
  }

  #lengthMs(request: StoreRequest): number {
    const { latencies, seed, ordinal, sharers } = this.#options
    if (request.op === 'mark') return 0
    this.#calls += 1
    const [least, most] = latencies.call
    const share = latencies.bytesPerSecond / Math.max(1, sharers())
    return drawBetween(least, most, seed, ordinal, this.#calls) + Math.ceil((bytesMoved(request) / share) * 1000)
  }
}

function asReply(error: unknown): StoreReply {
  if (error instanceof PortError) return { op: 'failed', kind: error.kind, message: error.message }
  throw error
}
