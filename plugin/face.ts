/** What a command gets of the world outside. Tests inject all of it. */

import type { DurableDirectory } from '@pxsnap/core/ports'
import type { Host } from './host.ts'

/** Where text goes. A terminal says how wide it is; a pipe or a file does not. */
export type OutputStream = {
  write(text: string): void
  readonly isTTY: boolean
  /** The stream itself, for a screen that draws on a terminal. */
  readonly raw?: NodeJS.WriteStream
  columns(): number
  rows(): number
}

export type InputStream = {
  readonly isTTY: boolean
  /** Everything until the end of the stream. Throws RangeError beyond `limitBytes`. */
  readAll(limitBytes: number): Promise<Uint8Array>
  /** One line without its end, or undefined at the end of the stream or when the signal aborts. */
  readLine(signal: AbortSignal): Promise<string | undefined>
  readonly raw?: NodeJS.ReadStream
}

/** Where simulated clusters are kept, by name. */
export type SimulatorHome = {
  /** Those that exist, sorted. */
  names(): Promise<readonly string[]>
  directory(name: string): DurableDirectory
}

export type Face = {
  readonly stdin: InputStream
  /** Data. */
  readonly stdout: OutputStream
  /** Messages and progress. */
  readonly stderr: OutputStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDirectory: string
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal
  /** Absent: in the directory that `sim-home.ts` finds. */
  readonly simulators?: SimulatorHome
  /** The screen that the command runs in. Absent: a command of its own. */
  readonly host?: Host
  /** Runs `action` on every later interrupt, until the returned function is called. */
  onInterruptAgain(action: () => void): () => void
  /** Opens the user's editor on a file and answers its exit code. Absent: an editor is started as a process. */
  edit?(file: string): Promise<number>
  /** Ends the process at once, for a user who insists. */
  exitNow?(code: number): void
}
