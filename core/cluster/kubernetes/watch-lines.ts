/** Takes the answer to a watch apart into lines, and notices when nothing comes any more. */

import type { IncomingMessage } from 'node:http'
import { PortError } from '../../ports/index.ts'
import { unreachable } from './unreachable.ts'

export type LineReading = {
  readonly message: IncomingMessage
  readonly signal: AbortSignal
  readonly address: string
  /** How long nothing may come; asked again after each piece. */
  readonly silenceMs: () => number
  /** When the server must have ended it. */
  readonly endMs: number
}

/** One change is at most an object, and an object is at most a few MiB. */
const longestLine = 64 * 1_048_576

/** Ends when the server ends it in order. Throws `unreachable`, `timeout`, `corrupted` and the signal's reason. */
export async function* readLines(reading: LineReading): AsyncIterable<string> {
  const { message, signal, address } = reading
  let problem: PortError | undefined
  const bite = (text: string) => () => {
    problem ??= new PortError('timeout', text)
    message.destroy(problem)
  }
  const onAbort = () => message.destroy()
  signal.addEventListener('abort', onAbort, { once: true })
  const overdue = setTimeout(
    bite(`The watch of ${address} did not end when it should have: its connection is dead.`),
    reading.endMs,
  )
  let quiet = setTimeout(() => {}, 0)
  const listen = () => {
    clearTimeout(quiet)
    quiet = setTimeout(
      bite(`Nothing was heard of ${address} for too long: the connection is dead.`),
      reading.silenceMs(),
    )
  }
  const rest: Buffer[] = []
  let restLength = 0
  try {
    signal.throwIfAborted()
    listen()
    for await (const chunk of message as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const line = Buffer.concat([...rest, chunk.subarray(from, end)])
        rest.length = 0
        restLength = 0
        from = end + 1
        if (line.length > 0) {
          // The reader may take its time: silence is ours to count only while we listen.
          clearTimeout(quiet)
          yield line.toString('utf8')
          signal.throwIfAborted()
        }
      }
      if (from < chunk.length) rest.push(from === 0 ? chunk : chunk.subarray(from))
      restLength += chunk.length - from
      if (restLength > longestLine) throw new PortError('corrupted', `${address} sent a change that has no end.`)
      listen()
    }
    if (!message.complete) throw unreachable(new Error('the watch was cut off'), address)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw problem ?? (error instanceof PortError ? error : unreachable(error, address))
  } finally {
    clearTimeout(quiet)
    clearTimeout(overdue)
    signal.removeEventListener('abort', onAbort)
    message.destroy()
  }
}
