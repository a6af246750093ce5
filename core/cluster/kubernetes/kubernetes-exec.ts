/** The PodExec port over a real API server: programs in containers by WebSocket. */

import type WebSocket from 'ws'
import type { ExecRequest, ExecResult, PodExec } from '../../ports/index.ts'
import { expectedRefusal, portErrorOf, statusOf } from './api-status.ts'
import type { Connection } from './connection.ts'
import type { Refused } from './exec-socket.ts'
import { type ExecEnd, isWholeStatus, LostRequest, readExecStatus } from './exec-status.ts'

/** Of each stream. Source: the port. */
const longestOutput = 65_536

/**
 * An exit code is reported only when the server has sent one. What could not be started because the pod, its container
 * or the program is not there is a problem in words; a refusal of the API server itself is thrown (`forbidden`,
 * `unauthenticated`, `unreachable`), and nothing has been started then.
 */
export function kubernetesExec(connection: Connection): PodExec {
  const { line } = connection
  return {
    async run(request, signal) {
      signal?.throwIfAborted()
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), request.timeoutMs)
      const stop = AbortSignal.any([deadline.signal, ...(signal === undefined ? [] : [signal])])
      try {
        const opened = await openWithFreshCredentials(connection, request, stop)
        if ('socket' in opened) return await follow(opened.socket, request, stop, signal)
        return refusedResult(opened.refused, request)
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason
        if (deadline.signal.aborted) return nothingHeard(overdue(request))
        if (error instanceof LostRequest) return nothingHeard(error.message)
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
  }

  function refusedResult({ status, headers, text }: Refused, { namespace }: ExecRequest): ExecResult {
    const said = statusOf({ status, headers, text })
    const notStarted = expectedRefusal({ ...said, namesObject: true })
    if (notStarted !== undefined) {
      const problem = said.message === '' ? `the API server refuses to start it (${said.code})` : said.message
      return nothingHeard(problem)
    }
    throw portErrorOf(said, { verb: 'create', resource: 'pods/exec', group: '', namespace }, line.account)
  }
}

function nothingHeard(problem: string): ExecResult {
  return { exit: 'unknown', stdout: '', stderr: '', problem }
}

type Opened = { readonly socket: WebSocket } | { readonly refused: Refused }

async function openWithFreshCredentials(
  { line }: Connection,
  request: ExecRequest,
  signal: AbortSignal,
): Promise<Opened> {
  // Most commands run nothing in containers, and start faster without.
  const { openExecSocket } = await import('./exec-socket.ts')
  const path = execPath(request)
  const first = await openExecSocket(await line.openingOf(path, signal), line, signal)
  if ('socket' in first || first.refused.status !== 401 || !(await line.renew(signal))) return first
  return openExecSocket(await line.openingOf(path, signal), line, signal)
}

function execPath({ namespace, pod, container, argv }: ExecRequest): string {
  const query = new URLSearchParams({ stdout: 'true', stderr: 'true' })
  if (container !== undefined) query.set('container', container)
  for (const word of argv) query.append('command', word)
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec?${query}`
}

const channels = { stdout: 1, stderr: 2, status: 3 } as const

function follow(
  socket: WebSocket,
  request: ExecRequest,
  stop: AbortSignal,
  signal: AbortSignal | undefined,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const output = { stdout: new BoundedBytes(longestOutput), stderr: new BoundedBytes(longestOutput) }
    let status = ''
    const settle = (end: ExecEnd) => {
      stop.removeEventListener('abort', onStop)
      resolve({ ...end, stdout: output.stdout.text(), stderr: output.stderr.text() })
    }
    const onStop = () => {
      socket.terminate()
      if (signal?.aborted === true) return reject(signal.reason)
      settle({ exit: 'unknown', problem: overdue(request) })
    }
    stop.addEventListener('abort', onStop, { once: true })
    if (stop.aborted) return onStop()

    socket.on('message', (data: Buffer | ArrayBuffer | Buffer[]) => {
      const bytes = bytesOf(data)
      const [channel] = bytes
      const content = bytes.subarray(1)
      if (channel === channels.stdout) output.stdout.add(content)
      else if (channel === channels.stderr) output.stderr.add(content)
      else if (channel === channels.status && status.length < longestOutput) {
        status += content.toString('utf8')
        // The status is the last word; a server that forgets to close the socket is not waited for.
        if (isWholeStatus(status)) {
          socket.close()
          settle(readExecStatus(status))
        }
      }
    })
    // The socket's own error comes with its close, which always follows.
    let broken = ''
    socket.on('error', error => {
      broken = error.message
    })
    socket.on('close', code => {
      if (stop.aborted) return
      if (status !== '') return settle(readExecStatus(status))
      const why = broken === '' ? `code ${code}` : broken
      settle({
        exit: 'unknown',
        problem: `the connection ended before the exit code came (${why}); the program may still be running`,
      })
    })
    socket.resume()
  })
}

function overdue({ timeoutMs }: ExecRequest): string {
  return `the command had not ended after ${timeoutMs / 1000} s; it may still be running`
}

/** Keeps the beginning of a stream, and never half a character more than asked. */
class BoundedBytes {
  private readonly limit: number
  private readonly chunks: Buffer[] = []
  private length = 0

  constructor(limit: number) {
    this.limit = limit
  }

  add(bytes: Buffer): void {
    if (this.length >= this.limit) return
    const kept = bytes.subarray(0, this.limit - this.length)
    this.chunks.push(Buffer.from(kept))
    this.length += kept.length
  }

  text(): string {
    return Buffer.concat(this.chunks).toString('utf8')
  }
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
