/** The face over the real process: its streams, its environment and its signals. */

import { setMaxListeners } from 'node:events'
import { fstatSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { type Commands, dispatch } from './dispatch.ts'
import { exitCodes } from './exit-codes.ts'
import type { Face, InputStream, OutputStream } from './face.ts'

/** Runs the process's own arguments and leaves the exit code in `process.exitCode`; false when no command is theirs. */
export async function runProcess(commands: Commands): Promise<boolean> {
  process.once('uncaughtException', reportBug)
  const { face, end } = processFace()
  const exit = await dispatch(face, process.argv.slice(2), commands)
  // A stream tells of a failed write a moment later.
  await new Promise(resolve => setImmediate(resolve))
  const lost = end()
  if (exit === undefined) return false
  if (lost !== undefined) face.stderr.write(`error: Standard output cannot be written: ${lost.message}\n`)
  process.exitCode = lost === undefined ? exit : exitCodes.failed
  return true
}

/** Does something for another program, which waits for no longer than it has to: open connections end with the process. */
export async function serveProcess(work: (face: Face) => Promise<void>): Promise<never> {
  const { face, end } = processFace()
  await work(face)
  await new Promise(resolve => setImmediate(resolve))
  end()
  process.exit(exitCodes.done)
}

/** What escapes every other net. There is nobody left to thaw anything; what is held ends by itself at its deadline. */
function reportBug(error: unknown): void {
  process.stderr.write(`error: This is a bug in pxsnap: ${error instanceof Error ? error.message : String(error)}\n`)
  if (process.env.PXSNAP_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exit(exitCodes.failed)
}

/**
 * The face, and what to call when the command is done so that the process can end by itself; it answers why output was
 * lost, if some was. Signals are caught and streams are opened when they are first used: a command that needs neither
 * does not wait for them.
 */
function processFace(): { readonly face: Face; end(): Error | undefined } {
  let interrupts: Interrupts | undefined
  let lost: Error | undefined
  const lose = (error: Error) => {
    lost ??= error
  }
  const caught = () => {
    interrupts ??= catchInterrupts()
    return interrupts
  }
  return {
    face: {
      stdin: standardInput(),
      stdout: outputStream(1, () => process.stdout, lose),
      stderr: outputStream(
        2,
        () => process.stderr,
        () => undefined,
      ),
      env: process.env,
      cwd: process.cwd(),
      get homeDirectory() {
        return homedir()
      },
      get signal() {
        return caught().signal
      },
      onInterruptAgain: action => caught().again(action),
      exitNow: code => process.exit(code),
    },
    end: () => {
      interrupts?.end()
      return lost
    },
  }
}

type Interrupts = { readonly signal: AbortSignal; again(action: () => void): () => void; end(): void }

function catchInterrupts(): Interrupts {
  const interrupt = new AbortController()
  // Everything that can wait listens to it, in every container at once.
  setMaxListeners(0, interrupt.signal)
  const actions = new Set<() => void>()
  const onSignal = (signal: NodeJS.Signals) => {
    if (!interrupt.signal.aborted) return interrupt.abort(new Interrupted(signal))
    // Nothing is under way that must not be left: whoever insists may go.
    if (actions.size === 0) process.exit(exitCodes.interrupted)
    for (const action of actions) action()
    return undefined
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: interrupt.signal,
    again: action => {
      actions.add(action)
      return () => actions.delete(action)
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

/**
 * A pipe or a file is written to directly; only a terminal needs Node's stream, which takes longer to open than `lint`
 * to run. A reader that has gone away (`| head`) ends the output quietly, any other failure is given to `lose`; either
 * way the command itself goes on to its end, so that nothing stays frozen.
 */
function outputStream(descriptor: number, open: () => NodeJS.WriteStream, lose: (error: Error) => void): OutputStream {
  let stream: NodeJS.WriteStream | undefined
  let ended = false
  const fail = (error: NodeJS.ErrnoException) => {
    ended = true
    if (error.code !== 'EPIPE') lose(error)
  }
  const opened = () => {
    if (stream !== undefined) return stream
    stream = open()
    stream.on('error', fail)
    return stream
  }
  const isDirect = isPipeOrFile(descriptor)
  const send = (text: string) => {
    const rest = isDirect && stream === undefined ? writeDirectly(descriptor, text) : text
    if (rest.length > 0) opened().write(rest)
  }
  return {
    write: text => {
      if (ended) return
      try {
        send(text)
      } catch (error) {
        // Files and devices are written to synchronously, also by streams.
        fail(error instanceof Error ? error : new Error(String(error)))
      }
    },
    isTTY: !isDirect && opened().isTTY === true,
    get raw() {
      return opened()
    },
    columns: () => opened().columns ?? 80,
    rows: () => opened().rows ?? 24,
  }
}

/** Whether the descriptor is surely no terminal. */
function isPipeOrFile(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor)
    return found.isFIFO() || found.isFile()
  } catch {
    return false
  }
}

/** What could not be written yet, because the reader is slow and its pipe does not block. */
function writeDirectly(descriptor: number, text: string): Uint8Array {
  let bytes: Uint8Array = Buffer.from(text)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return bytes
      throw error
    }
  }
  return bytes
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
