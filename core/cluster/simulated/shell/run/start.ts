/** Starts programs in a container from outside, and ends them all. */

import { exit, type Kernel, open, spawn } from './kernel.ts'
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
  },
): number {
  const { argv, env, cwd, channel } = program
  const fds = {
    '0': 0,
    '1': open(kernel, { is: 'output', channel, stream: 'stdout' }),
    '2': open(kernel, { is: 'output', channel, stream: 'stderr' }),
  }
  const image: ProgramImage = { is: 'program', argv, env }
  const self = spawn(kernel, undefined, { image, fds, cwd })
  launch(kernel, self, argv, env)
  return self.pid
}

/** Kills every process, as the end of a container does. */
export function killAll(kernel: Kernel): void {
  for (const self of Object.values(kernel.state.processes)) exit(kernel, self, 137)
}
