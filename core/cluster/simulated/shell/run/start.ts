/** Starts programs in a container from outside, and ends them all. */

import { exit, type Kernel, open, signal, spawn } from './kernel.ts'
import { launch } from './launch.ts'
import type { ProgramImage } from './state.ts'

/**
 * Starts a program whose output goes to `channel`; its process number. It runs when the container's processes are next
 * given their turn.
 */
export function startProgram(
  kernel: Kernel,
  program: {
    readonly argv: readonly string[]
    readonly env: Readonly<Record<string, string>>
    readonly cwd: string
    readonly channel: number
    /** A pipe that `openInput` has made; absent: there is nothing to read. */
    readonly input?: number
    /** Whether input and output are a terminal, so that a shell prompts. */
    readonly terminal?: boolean
  },
): number {
  const { argv, env, cwd, channel, input, terminal = false } = program
  const fds = {
    '0':
      input === undefined
        ? 0
        : open(kernel, { is: 'pipe', pipe: input, end: 'read', ...(terminal ? { terminal } : {}) }),
    '1': open(kernel, { is: 'output', channel, stream: 'stdout' }),
    '2': open(kernel, { is: 'output', channel, stream: 'stderr' }),
  }
  const image: ProgramImage = { is: 'program', argv, env }
  const self = spawn(kernel, undefined, { image, fds, cwd })
  launch(kernel, self, argv, env)
  return self.pid
}

/** A pipe that is written to from outside of the container. */
export function openInput(kernel: Kernel): number {
  const pipe = kernel.state.nextOpen++
  kernel.state.pipes[pipe] = { data: '', captured: false, outside: true }
  return pipe
}

/** Kills every process, as the end of a container does. */
export function killAll(kernel: Kernel): void {
  for (const self of Object.values(kernel.state.processes)) exit(kernel, self, 137)
}

/** What a terminal does at Ctrl-C: every process of the group is interrupted, but a shell that is typed into lives on. */
export function interruptGroup(kernel: Kernel, group: number): void {
  for (const other of Object.values(kernel.state.processes)) {
    if (other.group !== group) continue
    if (other.image.is === 'shell' && other.image.typed !== undefined) {
      other.image.typed.unfinished = ''
      other.image.typed.prompted = false
      continue
    }
    signal(kernel, other, 'INT')
  }
}
