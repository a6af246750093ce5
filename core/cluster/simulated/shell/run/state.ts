/**
 * The state of everything that runs in one container: plain JSON, changed in place.
 *
 * It is stored while programs are in the middle of their work, so nothing here may be a function, a Map, or shared by
 * reference between two places.
 */

import type { Json } from '../../applications/application.ts'
import type { Signal } from './signals.ts'

export type KernelState = {
  nextPid: number
  /** The first process that was started at this instant. */
  readonly burst: { at: number; first: number }
  /** The next number for an open file or a pipe. */
  nextOpen: number
  readonly processes: Record<string, Process>
  readonly opens: Record<string, OpenFile>
  readonly pipes: Record<string, Pipe>
}

export type Process = {
  readonly pid: number
  /** 0: started from outside of the container. */
  parent: number
  group: number
  session: number
  image: Image
  /** Descriptor to open file. Replaced, never changed, so that an earlier table can be put back. */
  fds: Fds
  cwd: string
  ignored: readonly Signal[]
  stopped?: true
  /** Absent: it can run now. */
  wait?: Wait
  /** Exit codes of children that nobody has waited for yet. */
  ended: Record<string, number>
  readonly effort: Effort
}

/** How much a process has done at one instant; so much that time must pass for it, too. */
export type Effort = {
  at: number
  operations: number
  /** How often in a row it was made to wait for that reason. */
  pauses: number
}

export type Fds = Readonly<Record<string, number>>

export type OpenFile =
  | { readonly is: 'null' }
  | { readonly is: 'file'; readonly path: string; readonly writes: 'nothing' | 'at-offset' | 'at-end'; offset: number }
  | { readonly is: 'text'; readonly text: string; offset: number }
  | { readonly is: 'pipe'; readonly pipe: number; readonly end: 'read' | 'write'; readonly terminal?: boolean }
  /** Leads out of the container, to whoever started the program. */
  | { readonly is: 'output'; readonly channel: number; readonly stream: 'stdout' | 'stderr' }

/**
 * `captured`: read as a whole by the shell that waits for its end, and never full. `outside`: whoever started the
 * program from outside of the container can still write to it.
 */
export type Pipe = { data: string; readonly captured: boolean; outside?: true }

export type Wait =
  /** `busy`: nothing is waited for, but work takes time. */
  | { readonly for: 'time'; readonly at: number; readonly busy?: true }
  | { readonly for: 'ever' }
  /** All of them have ended. `until`: or this instant has come. */
  | { readonly for: 'children'; readonly pids: readonly number[]; readonly until?: number }
  /** The `wait` of a shell, which a trapped signal interrupts. */
  | { readonly for: 'jobs'; readonly pids: readonly number[]; readonly status: 'of-last' | 'none' }
  | { readonly for: 'capture'; readonly pipe: number; readonly child: number }
  | { readonly for: 'input'; readonly open: number; readonly lines: number | 'all' }
  | { readonly for: 'room'; readonly pipe: number }

export type Image = ShellImage | ProgramImage | TimeoutImage | ClientImage

/** A program that does what it does in one go, once its input is there. */
export type ProgramImage = {
  readonly is: 'program'
  readonly argv: readonly string[]
  readonly env: Environment
}

export type TimeoutImage = {
  readonly is: 'timeout'
  readonly child: number
  readonly signal: Signal
  readonly killAfterMs?: number
  readonly alone: boolean
  expired: 'no' | 'yes' | 'killed'
}

/** A client program of the container's application. */
export type ClientImage = {
  readonly is: 'client'
  readonly argv: readonly string[]
  readonly env: Environment
  readonly session: string
  /** Whether it takes its statements from standard input. */
  readonly reads: boolean
  memory?: Json
}

export type Environment = Readonly<Record<string, string>>

export type ShellImage = {
  readonly is: 'shell'
  /** `$0`. */
  name: string
  /** Started by `sh -c`: the last command takes the shell's place. */
  readonly commandString: boolean
  text: string
  pc: number
  line: number
  args: readonly string[]
  variables: Record<string, string>
  exported: Record<string, true>
  constants: Record<string, true>
  functions: Record<string, { readonly text: string; readonly entry: number }>
  status: number
  /** How the last command substitution of the current command ended. */
  captureStatus: number
  /** `$$`: the same in all subshells. */
  readonly shellPid: number
  lastBackground?: number
  jobs: readonly number[]
  blocks: Block[]
  /** Captured outputs and subjects of `case` that later operations use. */
  values: string[]
  traps: Record<string, string>
  /** Signals that have arrived and whose trap has not run. */
  pending: readonly Signal[]
  options: Readonly<Record<string, true>>
  /** How many conditions the current command is part of. */
  tested: number
  /** Set while the EXIT trap runs: how the shell ends afterwards. */
  leaving?: number
  /** Reads its commands from standard input as they come: what was read and is not complete yet. */
  typed?: { unfinished: string; readonly prompts: boolean; prompted?: boolean }
}

/** What a `break`, a `return` or an end has to put back. */
export type Block = {
  readonly is: 'loop' | 'redirect' | 'call' | 'source' | 'eval' | 'trap'
  readonly values: number
  readonly tested: number
  readonly next?: number
  readonly end?: number
  readonly name?: string
  readonly items?: readonly string[]
  index?: number
  status?: number
  /** The descriptors before and after a redirection. */
  readonly fds?: { readonly before: Fds; readonly after: Fds }
  readonly back?: { readonly text: string; readonly pc: number }
  readonly args?: readonly string[]
  readonly locals?: Record<string, string | null>
}

export const emptyKernelState = (): KernelState => ({
  nextPid: 7,
  burst: { at: 0, first: 7 },
  nextOpen: 1,
  processes: {},
  opens: { '0': { is: 'null' } },
  pipes: {},
})
