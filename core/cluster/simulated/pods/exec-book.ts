/** The programs that were started from outside, and who waits for their results. */

import type { ExecRequest, ExecResult } from '../../../ports/index.ts'
import type { ExecFault } from '../faults.ts'
import type { ExecState } from './pods-state.ts'

/** Source: what an exec through the API server carries is not bounded; we keep as much of each stream. */
const longestOutputBytes = 65_536

/** Hears of a program whose streams are open, as it runs. */
export type ExecListener = {
  readonly output: (stream: 'stdout' | 'stderr', text: string) => void
  readonly ended: (result: ExecResult) => void
}

/** A program that somebody talks to has as long as it wants. */
const never = Number.MAX_SAFE_INTEGER

type Waiter = { readonly resolve: (result: ExecResult) => void; readonly reject: (reason: unknown) => void }

export type ExecStart = {
  readonly namespace: string
  readonly pod: string
  readonly container?: string
  readonly argv: readonly string[]
  readonly stdin: boolean
  readonly terminal: boolean
}

export class ExecBook {
  readonly #execs = new Map<number, ExecState>()
  readonly #waiters = new Map<number, Waiter>()
  readonly #listeners = new Map<number, ExecListener>()
  readonly #latencyMs: number
  #next: number

  /** After a restart nobody waits for the programs of before; they run on. */
  constructor(latencyMs: number, saved?: { readonly execs: readonly ExecState[]; readonly nextExec: number }) {
    this.#latencyMs = latencyMs
    this.#next = saved?.nextExec ?? 1
    for (const exec of saved?.execs ?? []) this.#execs.set(exec.id, { ...exec, abandoned: true })
  }

  get all(): readonly ExecState[] {
    return [...this.#execs.values()]
  }

  get next(): number {
    return this.#next
  }

  /** Sends a request on its way; the result comes when its time has come. */
  send(request: ExecRequest, now: number, signal?: AbortSignal, fault?: ExecFault): Promise<ExecResult> {
    const id = this.#next++
    const { namespace, pod, container, argv, timeoutMs } = request
    this.#execs.set(id, {
      id,
      namespace,
      pod,
      ...(container === undefined ? {} : { container }),
      argv,
      startsAt: now + Math.floor(this.#latencyMs / 2),
      deadline: now + timeoutMs,
      stdout: '',
      stderr: '',
      ...(fault === undefined ? {} : { fault }),
    })
    return new Promise((resolve, reject) => {
      const stop = () => this.#abandon(id, waiter => waiter.reject(signal?.reason))
      const answered = (result: ExecResult) => {
        signal?.removeEventListener('abort', stop)
        resolve(result)
      }
      this.#waiters.set(id, { resolve: answered, reject })
      signal?.addEventListener('abort', stop, { once: true })
    })
  }

  /** Sends a request on its way for a program that is talked to; the program's number in this book. */
  open(request: ExecStart, now: number, listener: ExecListener): number {
    const id = this.#next++
    const { namespace, pod, container, argv, stdin, terminal } = request
    this.#execs.set(id, {
      id,
      namespace,
      pod,
      ...(container === undefined ? {} : { container }),
      argv,
      startsAt: now + Math.floor(this.#latencyMs / 2),
      deadline: never,
      stdout: '',
      stderr: '',
      stdin,
      terminal,
    })
    this.#listeners.set(id, listener)
    this.#waiters.set(id, { resolve: listener.ended, reject: () => undefined })
    return id
  }

  find(id: number): ExecState | undefined {
    return this.#execs.get(id)
  }

  /** Nobody listens any more; the program goes on. */
  hangUp(id: number): void {
    this.#listeners.delete(id)
    this.#abandon(id, () => undefined)
  }

  /** Those whose request has arrived and that were not started yet, in the order they were sent. */
  arrived(now: number): readonly ExecState[] {
    return this.all.filter(exec => exec.startsAt <= now && isUnstarted(exec))
  }

  write(id: number, stream: 'stdout' | 'stderr', text: string): void {
    const listener = this.#listeners.get(id)
    if (listener !== undefined) {
      listener.output(stream, text)
      return
    }
    const exec = this.#execs.get(id)
    if (exec && !exec.abandoned) exec[stream] = bounded(exec[stream] + text)
  }

  /** The program has ended, or could not be started; its result is on its way. */
  answer(exec: ExecState, now: number, outcome: { readonly problem?: string }): void {
    if (outcome.problem !== undefined) exec.problem = outcome.problem
    exec.answerAt = now + Math.ceil(this.#latencyMs / 2)
  }

  /** The connection of a program that runs breaks: its sender hears no more of it. */
  drop(exec: ExecState): void {
    const { id, stdout, stderr } = exec
    const problem = 'the connection to the container broke; the command may still be running'
    this.#abandon(id, waiter => waiter.resolve({ exit: 'unknown', stdout, stderr, problem }))
  }

  /** Hands over the results that have arrived, and gives up waiting for those that are late. */
  deliver(now: number): void {
    for (const exec of this.all) {
      if (exec.answerAt !== undefined && exec.answerAt <= now) this.#settle(exec)
      else if (exec.deadline <= now && !exec.abandoned) this.#expire(exec, now)
    }
  }

  nextAt(): number | undefined {
    let next: number | undefined
    for (const exec of this.#execs.values()) {
      const at = momentOf(exec)
      if (at !== undefined && (next === undefined || at < next)) next = at
    }
    return next
  }

  #settle(exec: ExecState): void {
    const { id, exit, stdout, stderr, problem } = exec
    this.#execs.delete(id)
    this.#listeners.delete(id)
    const result = { exit: exit ?? ('unknown' as const), stdout, stderr, ...(problem === undefined ? {} : { problem }) }
    this.#waiters.get(id)?.resolve(result)
    this.#waiters.delete(id)
  }

  #expire(exec: ExecState, now: number): void {
    const seconds = (now - exec.startsAt + this.#latencyMs / 2) / 1000
    const problem = `the command had not ended after ${seconds} s; it may still be running`
    const { stdout, stderr } = exec
    this.#abandon(exec.id, waiter => waiter.resolve({ exit: 'unknown', stdout, stderr, problem }))
  }

  #abandon(id: number, tell: (waiter: Waiter) => void): void {
    const waiter = this.#waiters.get(id)
    if (waiter === undefined) return
    this.#waiters.delete(id)
    const exec = this.#execs.get(id)
    if (exec?.running === undefined || exec.answerAt !== undefined) this.#execs.delete(id)
    else exec.abandoned = true
    tell(waiter)
  }
}

/** As much of the text as fits, in whole characters. */
function bounded(text: string): string {
  if (text.length * 3 <= longestOutputBytes) return text
  const bytes = new TextEncoder().encode(text)
  return bytes.length <= longestOutputBytes
    ? text
    : new TextDecoder().decode(bytes.subarray(0, longestOutputBytes), { stream: true })
}

/** Whether its request is on the way; one that was lost never arrives. */
function isUnstarted(exec: ExecState): boolean {
  return exec.running === undefined && exec.answerAt === undefined && exec.fault !== 'lose-request'
}

/** When something about an exec happens by itself. */
function momentOf(exec: ExecState): number | undefined {
  if (exec.answerAt !== undefined) return exec.abandoned ? exec.answerAt : Math.min(exec.answerAt, exec.deadline)
  if (isUnstarted(exec)) return exec.startsAt
  return exec.abandoned || exec.deadline === never ? undefined : exec.deadline
}
