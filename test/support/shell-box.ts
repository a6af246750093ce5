/** A container with nothing but the simulated shell in it, for tests that run one script. */

import {
  baseTree,
  emptyKernelState,
  FileSystem,
  type FileTree,
  type Host,
  isChannelOpen,
  type Kernel,
  type KernelState,
  nextWake,
  runOnce,
  startProgram,
} from '../../core/cluster/simulated/shell/index.ts'

export type ScriptResult = {
  /** Undefined when nothing will ever end the script. */
  readonly exit: number | undefined
  readonly stdout: string
  readonly stderr: string
  /** Virtual time from start to end. */
  readonly ms: number
  readonly files: FileTree
}

export type BoxOptions = {
  readonly env?: Readonly<Record<string, string>>
  readonly clients?: Partial<Pick<Host, 'hasClient' | 'begin' | 'resume' | 'ended'>>
  /** How many operations a process may run before it is another one's turn. Absent: as many as it can. */
  readonly turn?: number
  /** Stores and restores the whole state after every turn. */
  readonly roundTrips?: boolean
  readonly readOnly?: boolean
  readonly limitMs?: number
}

const start = Date.UTC(2026, 0, 1)

export type Box = {
  readonly run: (argv: readonly string[], until?: number) => ScriptResult
  /** Starts a program; what it printed and how it ended so far. */
  readonly start: (argv: readonly string[]) => {
    readonly exit: () => number | undefined
    readonly stdout: () => string
    readonly stderr: () => string
    readonly open: () => boolean
  }
  /** Lets virtual time pass. */
  readonly advance: (ms: number) => void
  readonly read: (path: string) => string | undefined
  readonly processes: () => number
  readonly now: () => number
}

export function shellBox(options: BoxOptions = {}): Box {
  const trees = { root: baseTree('box') }
  const outputs: { stdout: string; stderr: string }[] = []
  const exits = new Map<number, number>()
  let state: KernelState = emptyKernelState()
  let tree: Record<string, FileTree> = trees
  const host: Host = {
    hostname: 'box',
    user: 0,
    understands: ['nothing but the shell'],
    hasClient: () => false,
    begin: () => ({ do: 'exit', code: 0, stdout: '', stderr: '' }),
    resume: () => ({ do: 'exit', code: 0, stdout: '', stderr: '' }),
    ended: () => undefined,
    ...options.clients,
    output(channel, stream, text) {
      const output = outputs[channel]
      if (output) output[stream] += text
    },
    exited: (pid, code) => void exits.set(pid, code),
    stopped: () => undefined,
  }
  let kernel = fresh(start)

  function fresh(now: number): Kernel {
    const files = new FileSystem([{ path: '/', tree: 'root', readOnly: options.readOnly === true }], tree)
    return { state, files, host, now }
  }

  function settle(): void {
    while (runOnce(kernel, options.turn ?? Number.POSITIVE_INFINITY)) {
      if (!options.roundTrips) continue
      state = JSON.parse(JSON.stringify(state)) as KernelState
      tree = JSON.parse(JSON.stringify(tree)) as Record<string, FileTree>
      kernel = fresh(kernel.now)
    }
  }

  function advance(ms: number): void {
    const end = kernel.now + ms
    settle()
    for (let next = nextWake(kernel); next !== undefined && next <= end; next = nextWake(kernel)) {
      kernel.now = Math.max(kernel.now, next)
      settle()
    }
    kernel.now = end
  }

  function launch(argv: readonly string[]) {
    const channel = outputs.push({ stdout: '', stderr: '' }) - 1
    const env = { PATH: '/usr/bin:/bin', ...options.env }
    const pid = startProgram(kernel, { argv, env, cwd: '/tmp', channel })
    return { channel, pid }
  }

  return {
    run(argv, until = 3_600_000) {
      const from = kernel.now
      const { channel, pid } = launch(argv)
      settle()
      while (!exits.has(pid) || isChannelOpen(kernel, channel)) {
        const next = nextWake(kernel)
        if (next === undefined || next > from + until) break
        kernel.now = Math.max(kernel.now, next)
        settle()
      }
      const output = outputs[channel] ?? { stdout: '', stderr: '' }
      return { exit: exits.get(pid), ...output, ms: kernel.now - from, files: tree.root ?? {} }
    },
    start(argv) {
      const { channel, pid } = launch(argv)
      settle()
      return {
        exit: () => exits.get(pid),
        stdout: () => outputs[channel]?.stdout ?? '',
        stderr: () => outputs[channel]?.stderr ?? '',
        open: () => isChannelOpen(kernel, channel),
      }
    },
    advance,
    read(path) {
      const found = kernel.files.read(path)
      return 'text' in found ? found.text : undefined
    },
    processes: () => Object.keys(kernel.state.processes).length,
    now: () => kernel.now - start,
  }
}
