/** The face over the real process: its streams, its environment and its signals. */

import { setMaxListeners } from 'node:events'
import { homedir } from 'node:os'
import { type Commands, dispatch } from './dispatch.ts'
import type { Face, InputStream, OutputStream } from './face.ts'

/** Runs the process's own arguments and leaves the exit code in `process.exitCode`; false when no command is theirs. */
export async function runProcess(commands: Commands): Promise<boolean> {
  const { face, end } = processFace()
  const exit = await dispatch(face, process.argv.slice(2), commands)
  end()
  if (exit !== undefined) process.exitCode = exit
  return exit !== undefined
}

/** The face, and what to call when the command is done so that the process can end by itself. */
function processFace(): { readonly face: Face; end(): void } {
  const interrupt = new AbortController()
  // Everything that can wait listens to it, in every container at once.
  setMaxListeners(0, interrupt.signal)
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
      stdin: standardInput(),
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
      exitNow: code => process.exit(code),
    },
    end: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
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

/** Touched only when a command reads it: opening standard input takes time and keeps the process waiting for its end. */
function standardInput(): InputStream {
  return {
    get isTTY() {
      return process.stdin.isTTY === true
    },
    get raw() {
      return process.stdin
    },
    readAll: async limitBytes => {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
        size += chunk.length
        if (size > limitBytes) throw new RangeError(`more than ${limitBytes} bytes`)
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    },
    readLine: async signal => {
      const { createInterface } = await import('node:readline')
      return new Promise(resolve => {
        const lines = createInterface({ input: process.stdin })
        const finish = (line: string | undefined) => {
          // Closing the interface comes back here, when it is too late to change the answer.
          resolve(line)
          signal.removeEventListener('abort', onAbort)
          lines.close()
          process.stdin.unref?.()
        }
        const onAbort = () => finish(undefined)
        signal.addEventListener('abort', onAbort, { once: true })
        lines.once('line', finish)
        lines.once('close', () => finish(undefined))
      })
    },
  }
}
