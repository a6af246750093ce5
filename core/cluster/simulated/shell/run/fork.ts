/** Children of a shell that go on with its own script: subshells, pipelines, command substitutions. */

import { isCrowded, type Kernel, openPipe, spawn } from './kernel.ts'
import { ScriptFailure } from './script-failure.ts'
import { type Signal, signalNames } from './signals.ts'
import type { Fds, Process, ShellImage, Wait } from './state.ts'

/** Starting a process takes as long as so many operations. */
export const costOfProcess = 20

/** A copy of the shell that goes on at `pc`. Traps other than those that ignore are not inherited. */
export function fork(
  kernel: Kernel,
  self: Process,
  shell: ShellImage,
  child: { readonly pc: number; readonly fds: Fds; readonly untested?: true },
): Process {
  if (isCrowded(kernel)) throw new ScriptFailure('Cannot fork')
  self.effort.operations += costOfProcess
  const { leaving: _, ...kept } = shell
  const image: ShellImage = {
    ...kept,
    pc: child.pc,
    tested: child.untested ? 0 : shell.tested,
    variables: { ...shell.variables },
    exported: { ...shell.exported },
    constants: { ...shell.constants },
    functions: { ...shell.functions },
    blocks: [],
    values: [],
    jobs: [],
    pending: [],
    traps: Object.fromEntries(Object.entries(shell.traps).filter(([, action]) => action === '')),
  }
  const copy = spawn(kernel, self, { image, fds: child.fds })
  copy.ignored = inheritedIgnores(self, shell)
  return copy
}

/** What the children of a shell ignore: what it ignores itself, by a trap or from the start. */
export function inheritedIgnores(self: Process, shell: ShellImage): readonly Signal[] {
  const byTrap = signalNames.filter(name => Object.hasOwn(shell.traps, name) && shell.traps[name] === '')
  return byTrap.length === 0 ? self.ignored : [...new Set([...self.ignored, ...byTrap])]
}

/** Starts a command substitution; what the shell waits for. */
export function openCapture(kernel: Kernel, self: Process, shell: ShellImage, pc: number): Wait {
  const { pipe, write } = openPipe(kernel, true)
  const child = fork(kernel, self, shell, { pc, fds: { ...self.fds, '1': write }, untested: true })
  return { for: 'capture', pipe, child: child.pid }
}

/** Starts the commands of a pipeline, each reading what the one before writes; their numbers. */
export function openPipeline(
  kernel: Kernel,
  self: Process,
  shell: ShellImage,
  entries: readonly number[],
): readonly number[] {
  const pids: number[] = []
  let input = self.fds['0']
  entries.forEach((pc, index) => {
    const next = index < entries.length - 1 ? openPipe(kernel, false) : undefined
    const fds = {
      ...self.fds,
      ...(input === undefined ? {} : { '0': input }),
      ...(next === undefined ? {} : { '1': next.write }),
    }
    pids.push(fork(kernel, self, shell, { pc, fds }).pid)
    input = next?.read
  })
  return pids
}
