/** The face over the real process: its streams, its environment and its signals. */

import { homedir } from 'node:os'
import { createInterface } from 'node:readline'
import type { Face, InputStream, OutputStream } from './face.ts'

/** The face, and what to call when the command is done so that the process can end by itself. */
export function processFace(): { readonly face: Face; end(): void } {
  const interrupt = new AbortController()
  const again = new Set<() => void>()
  const onSignal = (signal: NodeJS.Signals) => {
    if (!interrupt.signal.aborted) return interrupt.abort(new Interrupted(signal))
    for (const action of again) action()
    return undefined
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)

  return {
    face: {
      stdin: inputStream(process.stdin),
      stdout: outputStream(process.stdout),
      stderr: outputStream(process.stderr),
      env: process.env,
      cwd: process.cwd(),
      homeDirectory: homedir(),
      signal: interrupt.signal,
      onInterruptAgain: action => {
        again.add(action)
        return () => again.delete(action)
      },
    },
    end: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
      // A terminal or an open pipe on standard input would keep the process waiting.
      process.stdin.unref?.()
    },
  }
}

/** The reason that a face's signal aborts with. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor(signal: string) {
    super(`Interrupted by ${signal}.`)
  }
}

/** A reader that has gone away (`| head`) ends the output quietly; the command itself goes on to its end. */
function outputStream(stream: NodeJS.WriteStream): OutputStream {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  return {
    write: text => {
      if (!gone) stream.write(text)
    },
    isTTY: stream.isTTY === true,
    raw: stream,
    columns: () => stream.columns ?? 80,
    rows: () => stream.rows ?? 24,
  }
}

function inputStream(stream: NodeJS.ReadStream): InputStream {
  return {
    isTTY: stream.isTTY === true,
    raw: stream,
    readAll: async limitBytes => {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        size += chunk.length
        if (size > limitBytes) throw new RangeError(`more than ${limitBytes} bytes`)
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    },
    readLine: signal =>
      new Promise(resolve => {
        const lines = createInterface({ input: stream })
        const finish = (line: string | undefined) => {
          signal.removeEventListener('abort', onAbort)
          lines.close()
          resolve(line)
        }
        const onAbort = () => finish(undefined)
        signal.addEventListener('abort', onAbort, { once: true })
        lines.once('line', finish)
        lines.once('close', () => finish(undefined))
      }),
  }
}
