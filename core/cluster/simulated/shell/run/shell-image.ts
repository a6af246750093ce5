/** A shell at the beginning of its script. */

import type { Environment, Process, ShellImage } from './state.ts'

export function shellImage(
  self: Process,
  start: {
    readonly name: string
    readonly text: string
    readonly args: readonly string[]
    readonly env: Environment
    readonly options: Readonly<Record<string, true>>
    readonly commandString?: boolean
  },
): ShellImage {
  const { name, text, args, env, options } = start
  return {
    is: 'shell',
    name,
    commandString: start.commandString ?? false,
    text,
    pc: 0,
    line: 1,
    args,
    variables: { ...env, PWD: self.cwd, PPID: String(self.parent) },
    exported: Object.fromEntries(Object.keys(env).map(key => [key, true])),
    constants: {},
    functions: {},
    status: 0,
    captureStatus: 0,
    shellPid: self.pid,
    jobs: [],
    blocks: [],
    values: [],
    traps: {},
    pending: [],
    options,
    tested: 0,
  }
}
