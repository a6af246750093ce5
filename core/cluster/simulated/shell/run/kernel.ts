/** Processes of one container: how they start, end, are signalled, and what they hold open. */

import { assert } from '../../../../base/index.ts'
import type { Json, ProgramEvent, ProgramNext } from '../../applications/application.ts'
import type { FileSystem } from '../files.ts'
import { type Signal, signalNumbers } from './signals.ts'
import type { Environment, Fds, Image, KernelState, OpenFile, Process } from './state.ts'

/** What the processes of a container need from around them. */
export interface Host {
  readonly hostname: string
  /** The numeric user that programs run as. */
  readonly user: number
  /** What the container understands beside the usual programs, in words; shown when a program is unknown. */
  readonly understands: readonly string[]
  /** Names of the application's client programs. */
  hasClient(name: string): boolean
  begin(call: { argv: readonly string[]; env: Environment; stdin: string; session: string }): ProgramNext
  resume(client: string, memory: Json, event: ProgramEvent): ProgramNext
  ended(client: string, session: string): void
  /** What a program writes to the outside. */
  output(channel: number, stream: 'stdout' | 'stderr', text: string): void
  /** A program that was started from outside has ended. */
  exited(pid: number, code: number): void
  /** The container's first process was asked to end. */
  stopped(): void
}

export type Kernel = {
  readonly state: KernelState
  readonly files: FileSystem
  readonly host: Host
  /** Milliseconds since the epoch. */
  now: number
}

/** How many may live, and how many may start at one instant: a script that starts itself over and over must end, too. */
const mostProcesses = 250
const mostAtOnce = 5000

export function isCrowded({ state, now }: Kernel): boolean {
  const { burst, nextPid, processes } = state
  if (burst.at !== now) {
    burst.at = now
    burst.first = nextPid
  }
  return nextPid - burst.first >= mostAtOnce || Object.keys(processes).length >= mostProcesses
}

/** The process of that number, unless it has ended. */
export function processOf(kernel: Kernel, pid: number): Process | undefined {
  return kernel.state.processes[pid]
}

export function isAlive(kernel: Kernel, self: Process): boolean {
  return kernel.state.processes[self.pid] === self
}

/** A new process; with a parent it is of the parent's group and works in its directory. */
export function spawn(
  kernel: Kernel,
  parent: Process | undefined,
  start: { readonly image: Image | ((pid: number) => Image); readonly fds: Fds; readonly cwd?: string },
): Process {
  const pid = kernel.state.nextPid++
  const { image } = start
  const child: Process = {
    pid,
    parent: parent?.pid ?? 0,
    group: parent?.group ?? pid,
    session: parent?.session ?? pid,
    image: typeof image === 'function' ? image(pid) : image,
    fds: start.fds,
    cwd: start.cwd ?? parent?.cwd ?? '/',
    ignored: parent?.ignored ?? [],
    ended: {},
    effort: { at: kernel.now, operations: 0, pauses: 0 },
  }
  kernel.state.processes[pid] = child
  return child
}

/** Ends a process. Its children live on; what it held open is closed. */
export function exit(kernel: Kernel, self: Process, code: number): void {
  assert(isAlive(kernel, self), 'only a running process can end')
  delete kernel.state.processes[self.pid]
  for (const other of Object.values(kernel.state.processes)) if (other.parent === self.pid) other.parent = 1
  const parent = kernel.state.processes[self.parent]
  if (parent) {
    parent.ended[self.pid] = code
    if (parent.effort.at === self.effort.at) parent.effort.operations += self.effort.operations
  }
  if (self.image.is === 'client') kernel.host.ended(self.image.argv[0] ?? '', self.image.session)
  if (self.parent === 0) kernel.host.exited(self.pid, code)
}

/** The exit code of a child that has ended, which is thereby forgotten. */
export function reap(self: Process, pid: number): number {
  const code = self.ended[pid]
  delete self.ended[pid]
  return code ?? 127
}

/** Signals one process as the kernel does: ignored, kept for a trap, or deadly. */
export function signal(kernel: Kernel, target: Process, name: Signal): void {
  if (!isAlive(kernel, target)) return
  if (name === 'KILL') {
    exit(kernel, target, 128 + signalNumbers.KILL)
    return
  }
  if (name === 'CONT') {
    delete target.stopped
    return
  }
  if (name === 'STOP') {
    target.stopped = true
    return
  }
  if (name === 'CHLD' || target.ignored.includes(name)) return
  const { image } = target
  if (image.is === 'timeout') {
    forward(kernel, target, name)
    return
  }
  const trap = image.is === 'shell' && Object.hasOwn(image.traps, name) ? image.traps[name] : undefined
  if (image.is !== 'shell' || trap === undefined) {
    exit(kernel, target, 128 + signalNumbers[name])
    return
  }
  if (trap === '') return
  if (!image.pending.includes(name)) image.pending = [...image.pending, name]
  if (target.wait?.for !== 'jobs') return
  image.status = 128 + signalNumbers[name]
  delete target.wait
}

/** `timeout` passes on what it is sent, to its whole group. */
function forward(kernel: Kernel, self: Process, name: Signal): void {
  if (self.image.is !== 'timeout') return
  const child = processOf(kernel, self.image.child)
  if (child) signal(kernel, child, name)
  if (!self.image.alone) signalGroup(kernel, self.group, name, self)
}

/** Signals every process of a group; false when there is none. */
export function signalGroup(kernel: Kernel, group: number, name: Signal, except?: Process): boolean {
  const members = Object.values(kernel.state.processes).filter(other => other.group === group && other !== except)
  for (const member of members) signal(kernel, member, name)
  return members.length > 0
}

export function open(kernel: Kernel, file: OpenFile): number {
  const id = kernel.state.nextOpen++
  kernel.state.opens[id] = file
  return id
}

/** A pipe and its two ends as open files. */
export function openPipe(kernel: Kernel, captured: boolean): { pipe: number; read: number; write: number } {
  const pipe = kernel.state.nextOpen++
  kernel.state.pipes[pipe] = { data: '', captured }
  const read = captured ? 0 : open(kernel, { is: 'pipe', pipe, end: 'read' })
  return { pipe, read, write: open(kernel, { is: 'pipe', pipe, end: 'write' }) }
}

/** Whether any process can still use an open file that `matches`. */
export function isHeldOpen(kernel: Kernel, matches: (file: OpenFile) => boolean): boolean {
  const { opens, processes } = kernel.state
  for (const pid in processes) {
    const self = processes[pid]
    if (self === undefined) continue
    for (const fds of descriptorTables(self)) {
      for (const fd in fds) {
        const file = opens[fds[fd] ?? 0]
        if (file && matches(file)) return true
      }
    }
  }
  return false
}

/** Whether a program can still write to what was given out as `channel`. */
export function isChannelOpen(kernel: Kernel, channel: number): boolean {
  return isHeldOpen(kernel, file => file.is === 'output' && file.channel === channel)
}

/** Forgets open files and pipes that no process can reach any more. */
export function sweep(kernel: Kernel): void {
  const { opens, pipes, processes } = kernel.state
  const used = new Set(['0'])
  const piped = new Set<string>()
  for (const self of Object.values(processes)) {
    for (const fds of descriptorTables(self)) for (const id of Object.values(fds)) used.add(String(id))
    if (self.wait?.for === 'capture') piped.add(String(self.wait.pipe))
  }
  for (const [id, file] of Object.entries(opens)) {
    if (!used.has(id)) delete opens[id]
    else if (file.is === 'pipe') piped.add(String(file.pipe))
  }
  for (const id of Object.keys(pipes)) if (!piped.has(id)) delete pipes[id]
}

function* descriptorTables(self: Process): Iterable<Fds> {
  yield self.fds
  if (self.image.is !== 'shell') return
  for (const block of self.image.blocks) if (block.fds) yield block.fds.before
}
